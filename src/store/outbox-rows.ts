/** A row of the outbox, and where its state puts it in the one index, so that what may go now is found without reading the rest. */
import { Dexie } from 'dexie';
import type { RecordId } from '../domain/id.ts';
import type { SealedRecord } from '../domain/record.ts';

/** Together with others, or in a request of its own where it could say who someone is. */
export type Lane = 'together' | 'apart';

/**
 * Always a list, since an index on it must read ranges: `waiting` to be sent, see below; `['held', n]` acknowledged, kept
 * until it is durable; `['settled']` content-free, so that a draft with this id is never finished twice.
 *
 * What waits stands in one of four ranges (docs/decisions/0021). `['waiting', TOGETHER, n]` and `['waiting', APART, n]` may
 * go now, in order of n. `['waiting', OWN_CLOCK, until, n]` waits by itself. `['waiting', n]`, n from 0 up, is how the first
 * release wrote it, whatever its lane and its clock: read for ever, and put in its place when it is met.
 */
export type OutboxState = readonly ['waiting', number, ...number[]] | readonly ['held', number] | readonly ['settled'];

export interface OutboxRow {
  readonly id: RecordId;
  readonly state: OutboxState;
  readonly lane?: Lane;
  readonly record?: SealedRecord;
  /** Of its JSON: pages are cut by bytes. */
  readonly bytes?: number;
  /** How often it failed while it was alone in its request, and when its own clock lets it try again. */
  readonly failures?: number;
  readonly notBefore?: number;
  /** The council took it but a person there must look at it. */
  readonly parked?: boolean;
  /** These go in one request, each time: a correction, and what takes the old answers back. */
  readonly inOne?: readonly RecordId[];
  /** It takes something back. Until that is durable it is held, and sent again to a council that has forgotten it. */
  readonly takesBack?: boolean;
  /** The council has said that this was taken back, or that it has taken back what this asks for. */
  readonly withdrawn?: boolean;
}

/** What a person may be told: on the device, with the council, or with the council in two places. */
export type DeliveryState = 'device' | 'received' | 'durable';

/** What a row says to the person whose answer it is. */
export const deliveryOf = (row: OutboxRow): DeliveryState =>
  row.state[0] === 'waiting' ? 'device' : row.state[0] === 'held' ? 'received' : 'durable';

/** Numbers below 0: an old tab that counts on from the last one it finds stays in the old range, where it is met. */
const PLACES: Readonly<Record<Lane, number>> = { together: -3, apart: -2 };
const OWN_CLOCK = -1;

/** Times at which something may go. One beyond `latest` was set by a clock that stood wrong, and means nothing. */
export interface Times {
  readonly now: number;
  readonly latest?: number | undefined;
}

const numberOf = ({ state }: OutboxRow): number => Number(state.at(-1));

export const waitingIn = (lane: Lane, n: number): OutboxState => ['waiting', PLACES[lane], n];

/** Waiting on a clock of its own. */
export const isPutOff = ({ notBefore = 0 }: Pick<OutboxRow, 'notBefore'>, { now, latest = Infinity }: Times): boolean => notBefore > now && notBefore <= latest;

/** The row where it belongs. One that does not say its lane goes where nobody else is. */
export const placed = (row: OutboxRow, times: Times): OutboxRow => ({
  ...row,
  state: isPutOff(row, times) ? ['waiting', OWN_CLOCK, row.notBefore ?? 0, numberOf(row)] : waitingIn(row.lane ?? 'apart', numberOf(row)),
});

export interface Range {
  readonly from: readonly unknown[];
  readonly to: readonly unknown[];
}

/** Everything whose state begins like this. */
export const all = (...beginning: readonly (string | number)[]): Range => ({ from: [...beginning, Dexie.minKey], to: [...beginning, Dexie.maxKey] });

export const mayGo = (lane: Lane): Range => all('waiting', PLACES[lane]);
/** As the first release wrote it, or a tab that still runs it. */
export const asOfOld: Range = { from: ['waiting', 0], to: ['waiting', Dexie.maxKey] };
export const onOwnClock: Range = all('waiting', OWN_CLOCK);

/** On its own clock, and its time has come. */
export const due = ({ now, latest = Infinity }: Times): readonly Range[] => [
  { from: onOwnClock.from, to: ['waiting', OWN_CLOCK, now, Dexie.maxKey] },
  { from: ['waiting', OWN_CLOCK, latest, Dexie.maxKey], to: onOwnClock.to },
];
