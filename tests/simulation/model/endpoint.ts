/** The model's endpoint: a set of names, a journal beside it, and the deaths that it can die. */
import { mix } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { pairOf } from '../ledger.ts';
import type { StageEndpoint } from '../stage.ts';
import type { ModelRecord } from './goods.ts';
import type { Ask, Heard, ModelVerdict } from './messages.ts';

export interface Kept {
  readonly record: ModelRecord;
  readonly isParked: boolean;
  /** The bytes are those that were sealed. */
  isIntact: boolean;
}
export interface KeptClip {
  readonly id: string;
  readonly digest: string;
  pieces: number;
  readonly of: number;
}
interface Held {
  readonly records: Map<string, Kept>;
  readonly clips: Map<string, KeptClip>;
  /** Which of an id was first. */
  readonly first: Map<string, string>;
}

export interface ModelEndpoint extends StageEndpoint {
  readonly answer: (ask: Ask, altered: number | undefined) => Heard | undefined;
  readonly has: (pair: string) => boolean;
  readonly hasId: (id: string) => boolean;
  readonly records: () => Iterable<Kept>;
  readonly clips: () => Iterable<KeptClip>;
  readonly beCalm: () => void;
}

const copyOf = ({ records, clips, first }: Held): Held => ({ records: new Map(records), clips: new Map([...clips].map(([name, clip]) => [name, { ...clip }])), first: new Map(first) });
const empty = (): Held => ({ records: new Map(), clips: new Map(), first: new Map() });

/** Half steps of the database that a request takes, and after which of them it is committed. */
const STEPS = 24;
const COMMITTED_AFTER = 18;

export const makeModelEndpoint = (clock: Clock, isTwice: boolean, without: ReadonlySet<string>, onRestored: () => void): ModelEndpoint => {
  let here = empty();
  let backup = empty();
  let isUp = true;
  let isClosing = false;
  let fullUntil = 0;
  let kill: { steps: number; readonly ms: number } | undefined;

  const start = (): void => {
    isUp = true;
    isClosing = false;
  };
  const expect = (record: ModelRecord): void => {
    for (const { id, digest, pieces } of record.clips) {
      const name = `${id} ${digest}`;
      if (!here.clips.has(name)) here.clips.set(name, { id, digest, pieces: 0, of: pieces });
    }
  };
  const take = (record: ModelRecord, isAltered: boolean): ModelVerdict['verdict'] => {
    const pair = pairOf(record);
    if (isAltered && !without.has('C-10')) return 'corrupt';
    const first = here.first.get(record.id);
    if (first === record.digest && !without.has('C-09')) return 'duplicate';
    if (first === record.digest) here.records.set(`${pair} again`, { record, isParked: true, isIntact: true });
    if (here.records.has(pair)) return 'parked';
    const isParked = record.isStrange || first !== undefined;
    if (isParked && without.has('C-11')) return 'parked';
    here.records.set(pair, { record, isParked, isIntact: !isAltered });
    if (!isParked) here.first.set(record.id, record.digest);
    expect(record);
    return isParked ? 'parked' : 'stored';
  };
  const hold = (pair: string): ModelVerdict => {
    const clip = here.clips.get(pair);
    const isHere = here.records.has(pair) || (clip !== undefined && clip.pieces === clip.of);
    return { pair, verdict: isHere ? 'stored' : 'unknown', durable: isHere && isTwice };
  };
  const takePiece = (pair: string, offset: number): Heard => {
    const clip = here.clips.get(pair);
    if (clip === undefined) return { heard: 'bad' };
    if (clip.pieces < clip.of && clip.pieces === offset) clip.pieces += 1;
    else if (clip.pieces < clip.of) return { heard: 'offset', offset: clip.pieces };
    return clip.pieces === clip.of ? { heard: 'receipt', verdicts: [{ pair, verdict: 'stored', durable: isTwice }] } : { heard: 'offset', offset: clip.pieces };
  };
  const work = (ask: Ask, altered: number | undefined): Heard => {
    if (altered !== undefined && altered % 2 === 0) return { heard: 'bad' };
    switch (ask.ask) {
      case 'records': {
        const at = altered === undefined ? -1 : altered % ask.records.length;
        return { heard: 'receipt', verdicts: ask.records.map((record, index) => {
          const verdict = take(record, index === at);
          return { pair: pairOf(record), verdict, durable: isTwice && verdict !== 'corrupt' };
        }) };
      }
      case 'held':
        return { heard: 'receipt', verdicts: ask.pairs.map(hold) };
      case 'standing': {
        const clip = here.clips.get(pairOf(ask.clip));
        return clip ? { heard: 'offset', offset: clip.pieces } : { heard: 'bad' };
      }
      case 'piece':
        return altered === undefined ? takePiece(pairOf(ask.clip), ask.offset) : { heard: 'offset', offset: ask.offset };
    }
  };
  const writes = ({ ask }: Ask): boolean => ask === 'records' || ask === 'piece';

  return {
    answer: (ask, altered) => {
      if (!isUp) return undefined;
      if (isClosing) return { heard: 'busy', waitMs: 5_000 };
      const promised = without.has('C-08') && ask.ask === 'records' ? ask.records.map((record): ModelVerdict => ({ pair: pairOf(record), verdict: 'stored', durable: false })) : undefined;
      if (clock.now() < fullUntil && writes(ask)) return promised ? { heard: 'receipt', verdicts: promised } : { heard: 'busy', waitMs: 600_000 };
      if (kill !== undefined) {
        const steps = kill.steps;
        kill.steps -= STEPS;
        if (steps < STEPS) {
          if (steps >= COMMITTED_AFTER) work(ask, altered);
          isUp = false;
          clock.after(kill.ms, start);
          kill = undefined;
          return promised ? { heard: 'receipt', verdicts: promised } : undefined;
        }
      }
      return work(ask, altered);
    },
    has: (pair) => hold(pair).verdict === 'stored',
    hasId: (id) => [...here.records.values()].some(({ record }) => record.id === id),
    records: () => here.records.values(),
    clips: () => here.clips.values(),
    beCalm: () => {
      kill = undefined;
      fullUntil = 0;
      start();
    },
    kill: (steps, ms) => {
      kill = { steps, ms };
    },
    close: (ms) => {
      isClosing = true;
      clock.after(2_000, () => void (isClosing && (isUp = false)));
      clock.after(2_000 + ms, start);
    },
    fill: (ms) => {
      fullUntil = Math.max(fullUntil, clock.now() + ms);
    },
    jump: () => undefined,
    backUp: () => {
      backup = copyOf(here);
    },
    restore: () => {
      // The journal has everything that was committed; without one it is the backup alone.
      if (!isTwice || without.has('C-22')) here = copyOf(backup);
      onRestored();
    },
  };
};

/** Which of a request's records a byte falls on. */
export const alteredAt = (salt: number): number => mix(salt, 11);
