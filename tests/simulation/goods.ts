/** How many records of each kind a scenario has to take from, and what is special about each: the real pool and the model's are made by it. */
import type { Goods } from './stage.ts';

export const HOW_MANY = { 'answers': 14, 'answers-and-support': 8, 'interest': 8, 'recorded': 8, 'strange': 8, 'same-draft': 4 } as const satisfies Readonly<Record<Goods, number>>;

/** So often one draft can be finished. */
export const WAYS_OF_A_DRAFT = 6;

const PIECE = 262_144;
/** Bytes of sound of each clip: one piece, two clips, and one that is a little more than a piece when it is sealed. */
const SOUNDS = [[900], [2_000, 700], [PIECE]] as const;
export const soundsOf = (at: number): readonly number[] => SOUNDS[at % SOUNDS.length]!;
export const piecesOf = (bytes: number): number => (bytes < PIECE ? 1 : 2);
/** Some recordings ask for support, and stand apart. */
export const isSupport = (at: number): boolean => at % 4 === 3;

/** Of those that a deed may point at: the nth, in the order in which they were made. */
export const nthOf = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

export interface Counter<Parcel> {
  /** What this deed hands in: each entry by itself. Nothing where all of its kind is taken. */
  readonly take: (goods: Goods, root: number) => readonly (readonly Parcel[])[];
}

/** The same for the same plan. `onAnswers` hears of each record of answers. Of a draft that is finished twice, two ways are taken. */
export const makeCounter = <Parcel>(goods: Readonly<Record<Goods, readonly (readonly Parcel[])[]>>, onAnswers: (parcels: readonly Parcel[]) => void): Counter<Parcel> => {
  const taken = new Map<string, number>();
  const nextOf = (name: string): number => {
    const at = taken.get(name) ?? 0;
    taken.set(name, at + 1);
    return at;
  };
  return {
    take: (kind, root) => {
      const list = goods[kind];
      if (kind === 'same-draft') {
        const ways = list[root % list.length]!;
        return [nextOf(`draft ${root}`), nextOf(`draft ${root}`)].flatMap((way) => ways.slice(way, way + 1)).map((each) => [each]);
      }
      const parcels = list[nextOf(kind)];
      if (parcels === undefined) return [];
      if (kind === 'answers') onAnswers(parcels);
      return [parcels];
    },
  };
};
