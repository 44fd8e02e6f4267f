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
}

export const nothingStored = (): Stored => ({ rows: new Map(), clips: new Map(), draft: undefined });
export const copyOf = ({ rows, clips, draft }: Stored): Stored => ({
  rows: new Map([...rows].map(([id, row]) => [id, { ...row }])),
  clips: new Map([...clips].map(([id, row]) => [id, { ...row }])),
  draft,
});

/** Carries out a verdict on a record's row or a clip's, as the store does. */
export const settle = (stored: Stored, { pair, verdict, durable }: ModelVerdict, without: ReadonlySet<string>): boolean => {
  const row = stored.rows.get(pair.slice(0, pair.lastIndexOf(' ')));
  const its = row && `${row.record.id} ${row.record.digest}` === pair ? row : stored.clips.get(pair);
  if (its === undefined || verdict === 'corrupt') return false;
  if (verdict === 'unknown') {
    if (its.state === 'held' && !without.has('C-07')) its.state = 'waiting';
    return false;
  }
  if (its.state !== 'waiting' && its.state !== 'held') return true;
  Object.assign(its, { failures: 0, notBefore: 0 });
  its.state = durable || without.has('C-05') ? ('record' in its && 'clip' in its ? 'gone' : 'settled') as never : 'held';
  return true;
};
