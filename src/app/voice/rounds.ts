/** How the stops of a screen are gone through with two buttons: never more than eight in a round, the way on in each. */

/** Question, five options, the way on, more: what LOOK.md promises to whoever scans slowly. */
export const MOST_STOPS = 8;

/** In the place of a stop: the next few. */
export const REST = 'rest';

export interface Fixed {
  /** It stands in every round: the question, "I would rather not say", skip, the way on, more. */
  readonly isFixed: boolean;
}

const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));

/** The stops in the order of the page. Where there are more than fit, each round has a few of them and a way to the next few. */
export const roundsOf = <S extends Fixed>(stops: readonly S[]): readonly (readonly (S | typeof REST)[])[] => {
  const free = stops.filter(({ isFixed }) => !isFixed);
  const room = Math.max(2, MOST_STOPS - (stops.length - free.length));
  if (free.length <= room) return [stops];
  return inParts(free, room - 1).map((few) => {
    const mine = stops.filter((stop) => stop.isFixed || few.includes(stop));
    const after = mine.indexOf(few.at(-1) as S) + 1;
    return [...mine.slice(0, after), REST, ...mine.slice(after)];
  });
};
