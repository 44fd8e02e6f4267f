/** What a scenario is: a list of steps that a seed draws, and that can be written down, shortened and played again. */
import { chance, mix, type Chance } from './chance.ts';
import { DAY, HOUR, MINUTE, type Event } from './events/event.ts';
import { DEEDS, FAULTS } from './events/events.ts';

export interface Step {
  /** Milliseconds after the beginning. */
  readonly at: number;
  readonly what: string;
  /** The number of a device. */
  readonly on: number;
  readonly ms: number;
  readonly n: number;
  readonly salt: number;
}

export interface Plan {
  readonly seed: number;
  /** Whether each device's browser has Web Locks. */
  readonly hasLocks: readonly boolean[];
  /** Whether the council has a second place and says durable. */
  readonly isTwice: boolean;
  readonly steps: readonly Step[];
}

type Weighted = Event & { readonly what: string };
const listed = (events: Readonly<Record<string, Event>>): readonly Weighted[] => Object.entries(events).map(([what, event]) => ({ ...event, what }));
const ALL_DEEDS = listed(DEEDS);
const ALL_FAULTS = listed(FAULTS);

const drawStep = (by: Chance, events: readonly Weighted[], devices: number, spell: Spell): Step => {
  const { what, ms = [1, 1], n = [0, 0] } = by.pickByWeight(events);
  return { at: spell.at + by.whole(0, spell.ms), what, on: by.whole(0, devices - 1), ms: by.anySize(...ms), n: by.whole(...n), salt: by.whole(0, 2 ** 31) };
};

/** A while in which much happens; between two of them phones lie in drawers. */
interface Spell {
  readonly at: number;
  readonly ms: number;
}
const LENGTHS = [2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE] as const;
const HOW_MANY = [1, 1, 1, 2, 3] as const;

const drawSpells = (by: Chance): readonly Spell[] => {
  const spells: Spell[] = [];
  for (let left = by.pick(HOW_MANY), at = 0; left > 0; left -= 1) {
    spells.push({ at, ms: by.pick(LENGTHS) });
    at += spells.at(-1)!.ms + by.anySize(HOUR, 3 * DAY);
  }
  return spells;
};

/** `favoured`: events to draw most of the faults from, where something particular is looked for. */
export const drawPlan = (seed: number, favoured: readonly string[] = []): Plan => {
  const by = chance(mix(seed, 1));
  const devices = by.pick([1, 1, 2, 2, 3]);
  const spells = drawSpells(by);
  const liked = [...ALL_DEEDS, ...ALL_FAULTS].filter(({ what }) => favoured.includes(what));
  const everyDevice = (what: string, at: (on: number) => number): readonly Step[] => Array.from({ length: devices }, (_, on): Step => ({ at: at(on), what, on, ms: 1, n: 0, salt: on }));
  const open = everyDevice('open-tab', () => by.whole(0, MINUTE));
  const away = spells.slice(0, -1).flatMap(({ at, ms }) => everyDevice('laid-away', (on) => at + ms + on * MINUTE));
  const deeds = Array.from({ length: by.whole(4, 12) }, () => drawStep(by, ALL_DEEDS, devices, by.pick(spells)));
  const faults = Array.from({ length: by.whole(2, 8) }, () => drawStep(by, liked.length > 0 && by.part() < 0.7 ? liked : ALL_FAULTS, devices, by.pick(spells)));
  const steps = [...open, ...away, ...deeds, ...faults].sort((one, other) => one.at - other.at);
  return { seed, hasLocks: Array.from({ length: devices }, () => by.part() < 0.8), isTwice: by.part() < 0.5, steps };
};

/** When the last fault is over: from there on the promise's 48 hours run. */
export const calmAt = ({ steps }: Plan): number => Math.max(0, ...steps.map(({ at, what, ms }) => at + (FAULTS[what]?.ms && !what.startsWith('clock') && !what.startsWith('endpoint-clock') ? ms : 0)));
