/** What a scenario must come to: who finished what, what nobody could keep, and what was called safe too early. */

export const pairOf = ({ id, digest }: { readonly id: string; readonly digest: string }): string => `${id} ${digest}`;

/** A record as it was sealed, or a clip with the record that names it. */
export interface Made {
  readonly id: string;
  readonly digest: string;
  /** The device on which it was finished, as long as it remembers: once it was cleared it is another one. */
  readonly by: string;
  readonly clips: readonly { readonly id: string; readonly digest: string }[];
}

export interface Ledger {
  /** Everything that was ever sealed, by id and digest: only these bytes may be anywhere. */
  readonly made: Map<string, Made>;
  /** A person was told that it is kept. */
  readonly finished: Set<string>;
  /** It was only on a device that was cleared: nobody could have kept it. */
  readonly excused: Set<string>;
  /** At the endpoint, not yet called durable, and on no device any more: a restore may take it away. */
  readonly fragile: Set<string>;
  /** Told to a person as being with the council, while the council did not have it. */
  readonly falselyAcknowledged: Set<string>;
  /** Whatever else must never be: a request that mixes lanes, an error of the endpoint's own. */
  readonly wrong: Set<string>;
  /** The last text of a device's open draft that was called kept. */
  readonly drafts: Map<number, string>;
}

export const makeLedger = (): Ledger => ({
  made: new Map(),
  finished: new Set(),
  excused: new Set(),
  fragile: new Set(),
  falselyAcknowledged: new Set(),
  wrong: new Set(),
  drafts: new Map(),
});

interface OnDevice {
  readonly number: number;
  readonly pairs: ReadonlySet<string>;
}

/** A device is cleared: what it alone had, the endpoint lacking it, is gone; what the endpoint has hangs by one thread. */
export const noteEviction = (ledger: Ledger, cleared: OnDevice, others: readonly OnDevice[], isAtEndpoint: (pair: string) => boolean): void => {
  for (const pair of cleared.pairs) {
    if (others.some(({ pairs }) => pairs.has(pair))) continue;
    if (isAtEndpoint(pair)) ledger.fragile.add(pair);
    else ledger.excused.add(pair);
  }
  ledger.drafts.delete(cleared.number);
};

/** An old backup took the database's place. */
export const noteRestore = (ledger: Ledger, isAtEndpoint: (pair: string) => boolean): void => {
  for (const pair of ledger.fragile) if (!isAtEndpoint(pair)) ledger.excused.add(pair);
};
