/** Ratios from interleaved pairs: ours and the floor in turns, so that whatever else the machine does meets both. */
import { someBytes } from '../kit/a-world.ts';

export const PAIRS = 15;

/** The middle of them, and where the true middle lies with 95 % confidence. */
export interface Measured {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly samples: readonly number[];
}

export interface Ratio {
  readonly floor: Measured;
  readonly ours: Measured;
  /** Of the pairs' own ratios, not of the two medians. */
  readonly ratio: Measured;
  /** The quickest of ours over the quickest of the floor: other work only ever adds, so on a busy machine this is nearer the truth. */
  readonly quickest: number;
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

const RESAMPLES = 2_000;
const TAIL = 0.025;

/** A percentile bootstrap of the median, from a fixed seed: the same samples always give the same interval. */
export const measured = (samples: readonly number[]): Measured => {
  const random = someBytes(samples.length);
  const drawn = new Uint32Array(random(RESAMPLES * samples.length * Uint32Array.BYTES_PER_ELEMENT).buffer);
  const medians = Array.from({ length: RESAMPLES }, (_none, round) =>
    median(samples.map((_sample, index) => samples[(drawn[round * samples.length + index] ?? 0) % samples.length] ?? NaN)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => medians[Math.round(share * (RESAMPLES - 1))] ?? NaN;
  return { median: median(samples), low: at(TAIL), high: at(1 - TAIL), samples };
};

export const ratioOf = (pairs: readonly { readonly floor: number; readonly ours: number }[]): Ratio => ({
  floor: measured(pairs.map(({ floor }) => floor)),
  ours: measured(pairs.map(({ ours }) => ours)),
  ratio: measured(pairs.map(({ floor, ours }) => ours / floor)),
  quickest: Math.min(...pairs.map(({ ours }) => ours)) / Math.min(...pairs.map(({ floor }) => floor)),
});

type Taking = () => Promise<number>;

/** One pair is thrown away, for whatever the first of anything costs; of the others every second begins with ours. */
export const inPairs = async (floor: Taking, ours: Taking, pairs = PAIRS): Promise<Ratio> => {
  const taken: { floor: number; ours: number }[] = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    if (pair % 2 === 0) taken.push({ floor: await floor(), ours: await ours() });
    else {
      const first = await ours();
      taken.push({ ours: first, floor: await floor() });
    }
  }
  return ratioOf(taken.slice(1));
};
