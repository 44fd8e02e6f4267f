/** Where someone is among the stops of a page, and where each press leads. */
import { REST, roundsOf } from './rounds.ts';
import { stopsOnPage, type Stop } from './stops.ts';

/** A stop, or the way to the next few. */
export type Here = Stop | typeof REST;

export interface Walk {
  readonly begin: () => Here | undefined;
  readonly here: () => Here | undefined;
  readonly step: (by: 1 | -1) => Here | undefined;
  readonly nextRound: () => Here | undefined;
  /** The stop that holds this, from it on; undefined where none does. */
  readonly to: (element: Element) => Here | undefined;
}

const isWithin = (element: Element) => ({ of }: Stop['says'][number]): boolean => element.contains(of);
const holds = ({ control, says }: Stop, element: Element): boolean => control === element || says.some(isWithin(element));

const placeOf = (rounds: readonly (readonly Here[])[], element: Element) =>
  rounds.flatMap((stops, inRound) => stops.flatMap((stop, place) => (stop !== REST && holds(stop, element) ? [{ stop, inRound, place }] : [])))[0];

/** A stretch of text from this on; a control is said whole. */
const from = (stop: Stop, element: Element): Stop => {
  if (stop.control !== undefined) return stop;
  const says = stop.says.slice(Math.max(0, stop.says.findIndex(isWithin(element))));
  return says[0]?.of instanceof HTMLElement ? { ...stop, at: says[0].of, says } : stop;
};

/** The stops are looked at anew for each press: what was chosen changes the page. */
export const makeWalk = (): Walk => {
  let round = 0;
  let index = 0;
  let at: Element | undefined;
  const rounds = () => roundsOf(stopsOnPage());
  const go = (toRound: number, toIndex: number): Here | undefined => {
    [round, index] = [toRound, toIndex];
    const here = rounds()[round]?.[index];
    at = here === REST ? undefined : here?.at;
    return here;
  };
  /** Stops may have come or gone before this one. */
  const find = (): void => {
    const all = rounds();
    const places = all.flatMap((stops, inRound) => stops.flatMap((stop, place) => (stop !== REST && stop.at === at ? [[inRound, place] as const] : [])));
    const [nearest] = [...places.filter(([inRound]) => inRound === round), ...places];
    if (at !== undefined && nearest !== undefined) [round, index] = nearest;
    // It is gone, or the page is another: from here on in the same place.
    if (all[round] === undefined) [round, index] = [0, -1];
  };
  return {
    begin: () => go(0, 0),
    here: (): Here | undefined => {
      find();
      return rounds()[round]?.[index];
    },
    step: (by: 1 | -1) => {
      find();
      const length = rounds()[round]?.length ?? 1;
      return go(round, (index + by + length) % length);
    },
    to: (element) => {
      const found = placeOf(rounds(), element);
      return found && go(found.inRound, found.place) && from(found.stop, element);
    },
    nextRound: () => {
      const all = rounds();
      const next = (round + 1) % all.length;
      const first = all[next]?.findIndex((stop) => stop !== REST && !stop.isFixed) ?? 0;
      return go(next, Math.max(0, first));
    },
  };
};
