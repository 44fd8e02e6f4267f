/** A row of the outbox: all that is kept of a record on its way, and what it says to the person whose answer it is. */
import type { RecordId } from '../domain/id.ts';
import type { SealedRecord } from '../domain/record.ts';

/**
 * Always a list, since an index on it must read and delete ranges: `['waiting', n]` to be sent, in order of n;
 * `['held', n]` acknowledged, kept until it is durable; `['settled']` content-free, so that a draft with this id
 * is never finished twice.
 */
export type OutboxState = readonly ['waiting', number] | readonly ['held', number] | readonly ['settled'];

/** Together with others, or in a request of its own where it could say who someone is. */
export type Lane = 'together' | 'apart';

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
