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
  /** Codes under which something was taken back, and ids that nothing comes back under. */
  readonly codes: Set<string>;
  readonly buried: Set<string>;
}

export interface ModelEndpoint extends StageEndpoint {
  readonly answer: (ask: Ask, altered: number | undefined) => Heard | undefined;
  readonly has: (pair: string) => boolean;
  readonly hasId: (id: string) => boolean;
  readonly records: () => Iterable<Kept>;
  readonly clips: () => Iterable<KeptClip>;
  readonly beCalm: () => void;
}

const copyOf = ({ records, clips, first, codes, buried }: Held): Held => ({ records: new Map(records), clips: new Map([...clips].map(([name, clip]) => [name, { ...clip }])), first: new Map(first), codes: new Set(codes), buried: new Set(buried) });
const empty = (): Held => ({ records: new Map(), clips: new Map(), first: new Map(), codes: new Set(), buried: new Set() });

/** Half steps of the database that a request takes, and after which of them it is committed. */
const STEPS = 24;
const COMMITTED_AFTER = 18;
const BACK_IN_MS = 900_000;
const MENDED_AFTER_MS = 120_000;
const RESTART_MS = 1_000;
const idIn = (pair: string): string => pair.slice(0, pair.lastIndexOf(' '));

export const makeModelEndpoint = (clock: Clock, isTwice: boolean, without: ReadonlySet<string>, onRestored: () => void): ModelEndpoint => {
  let here = empty();
  let backup = empty();
  let isUp = true;
  let isClosing = false;
  let fullUntil = 0;
  let tightUntil = 0;
  let key = 0;
  /** As the journal had it when its second place was lost; it has caught up a while after that is back. */
  let journaled = here;
  let secondBackAt = 0;
  let kill: { steps: number; readonly ms: number } | undefined;

  const receipt = (verdicts: readonly ModelVerdict[]): Heard => ({ heard: 'receipt', verdicts, kid: key });
  const start = (): void => {
    isUp = true;
    isClosing = false;
  };
  const erase = (id: string): void => {
    here.buried.add(id);
    here.first.delete(id);
    for (const [pair, { record }] of here.records) {
      if (record.id !== id) continue;
      here.records.delete(pair);
      for (const clip of record.clips) {
        here.clips.delete(pairOf(clip));
        here.buried.add(clip.id);
      }
    }
  };
  const takeBack = ({ id, takesBack = '' }: ModelRecord): void => {
    here.codes.add(takesBack);
    here.buried.add(id);
    for (const { record } of here.records.values()) if (record.code === takesBack) erase(record.id);
  };
  /** It was taken back before it came, or came again. */
  const isLate = ({ id, code }: ModelRecord): boolean => !without.has('C-24') && (here.codes.has(code) || (here.buried.has(id) && !here.first.has(id)));
  const bury = (record: ModelRecord): void => {
    erase(record.id);
    for (const { id } of record.clips) here.buried.add(id);
  };
  const isDurable = (): boolean => isTwice && (clock.now() >= secondBackAt || without.has('C-26'));
  const expect = (record: ModelRecord): void => {
    for (const { id, digest, pieces } of record.clips) {
      const name = `${id} ${digest}`;
      if (!here.clips.has(name)) here.clips.set(name, { id, digest, pieces: 0, of: pieces });
    }
  };
  const take = (record: ModelRecord, isAltered: boolean): ModelVerdict['verdict'] => {
    const pair = pairOf(record);
    if (isAltered && !without.has('C-10')) return 'corrupt';
    if (record.takesBack === undefined && isLate(record)) bury(record);
    if (record.takesBack !== undefined || isLate(record)) return 'withdrawn';
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
    const verdict = isHere ? 'stored' : here.buried.has(idIn(pair)) ? 'withdrawn' : 'unknown';
    return { pair, verdict, durable: verdict !== 'unknown' && isDurable() };
  };
  const takePiece = (pair: string, offset: number): Heard => {
    const clip = here.clips.get(pair);
    if (clip === undefined && here.buried.has(idIn(pair))) return receipt([{ pair, verdict: 'withdrawn', durable: true }]);
    if (clip === undefined) return { heard: 'bad' };
    if (clip.pieces < clip.of && clip.pieces === offset) clip.pieces += 1;
    else if (clip.pieces < clip.of) return { heard: 'offset', offset: clip.pieces };
    return clip.pieces === clip.of ? receipt([{ pair, verdict: 'stored', durable: isDurable() }]) : { heard: 'offset', offset: clip.pieces };
  };
  const work = (ask: Ask, altered: number | undefined): Heard => {
    if (altered !== undefined && altered % 2 === 0) return { heard: 'bad' };
    switch (ask.ask) {
      case 'records': {
        const at = altered === undefined ? -1 : altered % ask.records.length;
        ask.records.forEach((record, index) => record.takesBack !== undefined && index !== at && takeBack(record));
        return receipt(ask.records.map((record, index) => {
          const verdict = take(record, index === at);
          return { pair: pairOf(record), verdict, durable: verdict !== 'corrupt' && isDurable() };
        }));
      }
      case 'held':
        return receipt(ask.pairs.map(hold));
      case 'keys':
        return { heard: 'ring', keys: key };
      case 'standing': {
        const clip = here.clips.get(pairOf(ask.clip));
        if (clip === undefined && here.buried.has(ask.clip.id)) return receipt([{ pair: pairOf(ask.clip), verdict: 'withdrawn', durable: true }]);
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
      if (clock.now() < tightUntil && writes(ask)) return { heard: 'busy', waitMs: BACK_IN_MS };
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
    has: (pair) => hold(pair).verdict !== 'unknown',
    hasId: (id) => here.buried.has(id) || [...here.records.values()].some(({ record }) => record.id === id),
    records: () => here.records.values(),
    clips: () => here.clips.values(),
    beCalm: () => {
      kill = undefined;
      fullUntil = 0;
      tightUntil = 0;
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
    loseSecond: (ms) => {
      if (clock.now() >= secondBackAt) journaled = copyOf(here);
      secondBackAt = Math.max(secondBackAt, clock.now() + ms + MENDED_AFTER_MS);
    },
    tighten: (ms) => {
      tightUntil = Math.max(tightUntil, clock.now() + ms);
    },
    changeKey: () => {
      key += 1;
      isUp = false;
      clock.after(RESTART_MS, start);
    },
    backUp: () => {
      backup = copyOf(here);
    },
    restore: () => {
      // The journal has everything that was committed; without one it is the backup alone.
      if (!isTwice || without.has('C-22')) here = copyOf(backup);
      else if (clock.now() < secondBackAt) here = copyOf(journaled);
      onRestored();
    },
  };
};

/** Which of a request's records a byte falls on. */
export const alteredAt = (salt: number): number => mix(salt, 11);
