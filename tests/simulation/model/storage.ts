/** What a device of the model has stored: rows of records and of clips, each in its state. */
import type { Lane, ModelClip, ModelRecord } from './goods.ts';
import type { ModelVerdict } from './messages.ts';

export interface Row {
  readonly record: ModelRecord;
  state: 'waiting' | 'held' | 'settled';
  failures: number;
  notBefore: number;
  readonly at: number;
}
export interface ClipRow {
  readonly clip: ModelClip;
  readonly record: string;
  readonly lane: Lane;
  state: 'ready' | 'waiting' | 'held' | 'gone';
  failures: number;
  notBefore: number;
}
export interface Stored {
  readonly rows: Map<string, Row>;
  readonly clips: Map<string, ClipRow>;
  draft: string | undefined;
  /** The newest of the council's keys that it knows. */
  keys: number;
}

export const nothingStored = (): Stored => ({ rows: new Map(), clips: new Map(), draft: undefined, keys: 0 });
export const copyOf = ({ rows, clips, draft, keys }: Stored): Stored => ({
  rows: new Map([...rows].map(([id, row]) => [id, { ...row }])),
  clips: new Map([...clips].map(([id, row]) => [id, { ...row }])),
  draft,
  keys,
});

/** Carries out a verdict on a record's row or a clip's, as the store does. */
export const settle = (stored: Stored, { pair, verdict, durable: isDurable }: ModelVerdict, without: ReadonlySet<string>): boolean => {
  let durable = isDurable;
  const row = stored.rows.get(pair.slice(0, pair.lastIndexOf(' ')));
  const its = row && `${row.record.id} ${row.record.digest}` === pair ? row : stored.clips.get(pair);
  if (its === undefined || verdict === 'corrupt') return false;
  if (verdict === 'unknown') {
    if (its.state === 'held' && !without.has('C-07')) its.state = 'waiting';
    return false;
  }
  if (its.state !== 'waiting' && its.state !== 'held') return true;
  Object.assign(its, { failures: 0, notBefore: 0 });
  // What takes back is asked after until it is durable; what was taken back has nothing more to say.
  const isTaking = 'record' in its && typeof its.record === 'object' && its.record.takesBack !== undefined;
  if (verdict === 'withdrawn' && !isTaking) durable = true;
  its.state = durable || without.has('C-05') ? ('record' in its && 'clip' in its ? 'gone' : 'settled') as never : 'held';
  return true;
};
