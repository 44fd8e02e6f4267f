/** Sealed clips, from the moment their record is handed in until the council has proved that it holds them. */
import { liveQuery } from 'dexie';
import type { ClipInHeader } from '../domain/clip.ts';
import type { RecordId } from '../domain/id.ts';
import type { Header } from '../domain/record.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import { dropHalfSealed, dropRecordings, dropUnreleased, dropWhole, inState, pieceId, type ClipRow, type ClipRows, type Sealing } from './clip-rows.ts';
import { isPutOff, type Lane, type OutboxRow, type Times } from './outbox-rows.ts';
import { reopening } from './reopen.ts';

type PassOver = (sealing: Sealing) => boolean;
const NONE: PassOver = () => false;

export interface Clips {
  /** One piece of a sealing, strictly. */
  readonly addSealed: (sealing: string, piece: Uint8Array<ArrayBuffer>, number: number) => Promise<void>;
  /** The sealing is whole; it waits for its record to be handed in. */
  readonly ready: (sealing: Sealing) => Promise<void>;
  /** Handing in failed: these sealings of it go, whole or half, so that a full phone is not made fuller. */
  readonly giveUp: (sealings: readonly string[]) => Promise<void>;
  /** Sealings whose record may have been handed in since, or never will be. */
  readonly unreleased: () => Promise<readonly Sealing[]>;
  /**
   * The record was handed in, and these clips stand in its header: the sealings with their digests may go, the record's
   * others are dropped. So are the open recordings, unless their owner keeps a copy.
   */
  readonly release: (record: RecordId, inHeader: readonly ClipInHeader[], keepsCopy: boolean) => Promise<void>;
  /** The record is taken back: all that is sealed of it leaves the device, and its open recordings too. */
  readonly dropRecord: (record: RecordId) => Promise<void>;
  /** How many there are, ready, waiting or held. */
  readonly count: () => Promise<number>;
  /** Whose clips wait to be sent. */
  readonly records: () => Promise<readonly RecordId[]>;
  /** The next of this lane that may be sent now, but for those that are passed over. */
  readonly next: (lane: Lane, times: Times, passOver?: PassOver) => Promise<Sealing | undefined>;
  readonly sealedPiece: (sealing: string, number: number) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Carries out what the council said of each; only a clip with this digest is touched. A durable one leaves the device. */
  readonly settle: (verdicts: readonly RecordVerdict[]) => Promise<void>;
  /** Puts a clip that failed on a clock of its own. */
  readonly postpone: (sealing: string, until: number) => Promise<void>;
  readonly held: (lane: Lane) => Promise<readonly { readonly id: RecordId; readonly digest: string }[]>;
  /** As of the outbox; those that are passed over wait for something else. */
  readonly nextTry: (times: Times, passOver?: PassOver) => Promise<number | undefined>;
  /** How many clips of these records are on this device only. Calls back now and at every change. Gives back how to stop. */
  readonly watch: (records: readonly RecordId[], seen: (waiting: number) => void) => () => void;
  /** Used only by "forget everything". */
  readonly forget: () => Promise<void>;
  readonly close: () => void;
}

/**
 * The clips that a record which was handed in names. A row that says nothing of it any more: then all that is `sealed` of it
 * goes, and the council takes what it waits for.
 */
export const namedBy = (row: OutboxRow | undefined, sealed: readonly Sealing[]): readonly ClipInHeader[] =>
  row?.record === undefined ? sealed : (JSON.parse(row.record.header) as Header).clips;

/** A waiting or held row after a verdict; `gone` where it has done its work, undefined where nothing changes. */
const after = (row: ClipRow, sealing: Sealing, { verdict, durable }: RecordVerdict, last: number): ClipRow | 'gone' | undefined => {
  switch (verdict) {
    case 'stored':
    case 'duplicate':
    case 'parked': {
      if (durable) return 'gone';
      const { failures: _failures, notBefore: _notBefore, ...kept } = sealing;
      return row.state[0] === 'waiting' ? { ...row, state: ['held', last + 1], sealing: kept } : undefined;
    }
    case 'withdrawn':
      return 'gone';
    case 'unknown':
      return row.state[0] === 'held' ? { ...row, state: ['waiting', last + 1] } : undefined;
    case 'corrupt':
      return undefined;
  }
};

export const openClips = (clips: ClipRows): Clips => {
  const { db, rows } = clips;
  const ours = <T>(work: () => Promise<T>): Promise<T> => reopening(db, () => db.transaction('rw', rows, work));
  const reading = <T>(work: () => Promise<T>): Promise<T> => reopening(db, () => db.transaction('r', rows, work));
  const sealingsIn = async (state: 'ready' | 'waiting' | 'held'): Promise<readonly Sealing[]> =>
    (await inState(clips, state).toArray()).flatMap(({ sealing }) => sealing ?? []);
  const lastNumber = async (state: 'waiting' | 'held'): Promise<number> => {
    const [last] = (await inState(clips, state).reverse().limit(1).keys()) as unknown as [string, number][];
    return last?.[1] ?? 0;
  };

  const release: Clips['release'] = (record, inHeader, keepsCopy) =>
    ours(async () => {
      const ready = (await sealingsIn('ready')).filter((each) => each.record === record);
      // In the order in which they were recorded.
      for (const { id, digest } of inHeader) {
        const sealing = ready.find((each) => each.id === id && each.digest === digest);
        if (sealing === undefined) continue;
        await rows.put({ id: sealing.sealing, state: ['waiting', (await lastNumber('waiting')) + 1], sealing });
      }
      await dropUnreleased(clips, (sealing) => sealing.record === record);
      await dropHalfSealed(clips, record);
      if (!keepsCopy) await dropRecordings(clips, (recording) => recording.record === record);
    });

  const settle: Clips['settle'] = (verdicts) =>
    ours(async () => {
      const said = new Map(verdicts.map((verdict) => [`${verdict.id} ${verdict.digest}`, verdict]));
      for (const row of [...(await inState(clips, 'waiting').toArray()), ...(await inState(clips, 'held').toArray())]) {
        const verdict = row.sealing && said.get(`${row.sealing.id} ${row.sealing.digest}`);
        if (row.sealing === undefined || verdict === undefined) continue;
        const next = after(row, row.sealing, verdict, await lastNumber(row.state[0] === 'waiting' ? 'held' : 'waiting'));
        if (next === 'gone') await dropWhole(clips, 'sealed', row.id);
        else if (next !== undefined) await rows.put(next);
      }
    });

  return {
    release,
    settle,
    addSealed: (sealing, piece, number) => ours(async () => void (await rows.put({ id: pieceId(sealing, number), state: ['sealed', sealing, number], data: piece.buffer }))),
    ready: (sealing) => ours(async () => void (await rows.put({ id: sealing.sealing, state: ['ready', 0], sealing }))),
    giveUp: (sealings) =>
      ours(async () => {
        for (const sealing of sealings) await dropWhole(clips, 'sealed', sealing);
      }),
    dropRecord: (record) =>
      ours(async () => {
        for (const state of ['ready', 'waiting', 'held'] as const) {
          for (const each of await sealingsIn(state)) if (each.record === record) await dropWhole(clips, 'sealed', each.sealing);
        }
        await dropHalfSealed(clips, record);
        await dropRecordings(clips, (recording) => recording.record === record);
      }),
    unreleased: () => reading(() => sealingsIn('ready')),
    count: () => reading(async () => (await Promise.all(['ready', 'waiting', 'held'].map((state) => inState(clips, state).count()))).reduce((sum, each) => sum + each)),
    records: () => reading(async () => [...new Set((await sealingsIn('waiting')).map(({ record }) => record))]),
    next: (lane, times, passOver = NONE) => reading(async () => (await sealingsIn('waiting')).find((each) => each.lane === lane && !isPutOff(each, times) && !passOver(each))),
    sealedPiece: (sealing, number) =>
      reading(async () => {
        const row = await rows.get(pieceId(sealing, number));
        return row?.data && new Uint8Array(row.data);
      }),
    postpone: (id, until) =>
      ours(async () => {
        const row = await rows.get(id);
        if (row?.state[0] === 'waiting' && row.sealing) await rows.put({ ...row, sealing: { ...row.sealing, failures: (row.sealing.failures ?? 0) + 1, notBefore: until } });
      }),
    held: (lane) => reading(async () => (await sealingsIn('held')).flatMap(({ id, digest, lane: its }) => (its === lane ? [{ id: id as string as RecordId, digest }] : []))),
    nextTry: (times, passOver = NONE) =>
      reading(async () => {
        const all = (await sealingsIn('waiting')).filter((each) => !passOver(each)).map((each) => (isPutOff(each, times) ? (each.notBefore ?? 0) : 0));
        return all.length === 0 ? undefined : Math.min(...all);
      }),
    watch: (records, seen) => {
      const subscription = liveQuery(async () => {
        // One that is ready has had its record handed in a moment ago, or nobody asks for its record here.
        const here = [...(await sealingsIn('ready')), ...(await sealingsIn('waiting'))];
        return here.filter(({ record }) => records.includes(record)).length;
      }).subscribe({
        next: seen,
        // A database that went away says nothing; the screen keeps what it last knew.
        error: () => undefined,
      });
      return () => subscription.unsubscribe();
    },
    forget: () => ours(() => rows.clear()),
    close: () => db.close(),
  };
};
