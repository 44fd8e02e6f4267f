/** What the model's devices and endpoint say to each other. */
import type { Answer } from '../weather.ts';
import type { Lane, ModelClip, ModelRecord } from './goods.ts';

export type Ask =
  | { readonly ask: 'records'; readonly lane: Lane; readonly records: readonly ModelRecord[] }
  | { readonly ask: 'keys' }
  | { readonly ask: 'held'; readonly pairs: readonly string[] }
  | { readonly ask: 'standing'; readonly clip: ModelClip }
  | { readonly ask: 'piece'; readonly clip: ModelClip; readonly offset: number };

export interface ModelVerdict {
  readonly pair: string;
  readonly verdict: 'stored' | 'duplicate' | 'parked' | 'corrupt' | 'unknown' | 'withdrawn';
  readonly durable: boolean;
}

export type Heard =
  /** `kid`: whose word it is; `keys`: the newest of the council's, all those before it included. */
  | { readonly heard: 'receipt'; readonly verdicts: readonly ModelVerdict[]; readonly kid?: number }
  | { readonly heard: 'ring'; readonly keys: number }
  | { readonly heard: 'offset'; readonly offset: number }
  | { readonly heard: 'busy'; readonly waitMs: number | undefined }
  | { readonly heard: 'enrol' | 'too-large' | 'bad' | 'server' | 'network' | 'no-receipt' };

/** Everything in it, as a forger or an old receipt would have it. */
export const allStored = (ask: Ask, durable: boolean): Heard => {
  const pairs = ask.ask === 'records' ? ask.records.map(({ id, digest }) => `${id} ${digest}`) : ask.ask === 'held' ? ask.pairs : ask.ask === 'keys' ? [] : [`${ask.clip.id} ${ask.clip.digest}`];
  return { heard: 'receipt', verdicts: pairs.map((pair) => ({ pair, verdict: 'stored', durable })) };
};

const RETRY_MS = [1_000, 30_000, 7_200_000, 21_600_000, undefined] as const;

/** What a device makes of an answer that is not the endpoint's own. */
export const asHeard = (answer: Exclude<Answer, 'own' | 'altered' | 'old' | 'forged' | 'impostor' | 'hangs'>, salt: number): Heard => {
  switch (answer) {
    case 'lost':
    case 'cut':
      return { heard: 'network' };
    case 'false':
      return { heard: 'no-receipt' };
    case 'busy':
      return { heard: 'busy', waitMs: RETRY_MS[salt % RETRY_MS.length] };
    default:
      return { heard: answer };
  }
};
