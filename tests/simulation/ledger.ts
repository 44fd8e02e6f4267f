/** What a scenario must come to: who finished what, what nobody could keep, and what was called safe too early. */

export const pairOf = ({ id, digest }: { readonly id: string; readonly digest: string }): string => `${id} ${digest}`;

/** A record as it was sealed, or a clip with the record that names it. */
export interface Made {
  readonly id: string;
  readonly digest: string;
  /** The device on which it was finished, as long as it remembers: once it was cleared it is another one. */
  readonly by: string;
  readonly clips: readonly { readonly id: string; readonly digest: string }[];
  readonly lane?: 'together' | 'apart' | undefined;
  /** What its receipt code is known by. */
  readonly code: string;
  /** Of a withdrawal: the code under which it takes back. */
  readonly takesBack?: string | undefined;
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

/** What this device has handed in, in that order. */
export const ownOf = ({ made }: Ledger, device: number): readonly Made[] => [...made.values()].filter(({ by, takesBack }) => by.startsWith(`${device} `) && takesBack === undefined);
export const everyones = ({ made }: Ledger): readonly Made[] => [...made.values()].filter(({ takesBack }) => takesBack === undefined);

/** Ids that somebody has asked to take back, their clips' and the asking's own: these, and no others, may be gone. */
export const askedBack = ({ made }: Ledger): ReadonlySet<string> => {
  const all = [...made.values()];
  const codes = new Set(all.flatMap(({ takesBack }) => takesBack ?? []));
  if (codes.size === 0) return codes;
  const ids = new Set(all.filter(({ code, takesBack }) => codes.has(code) || takesBack !== undefined).map(({ id }) => id));
  // An id is one draft: what a second phone has finished under it goes with it.
  for (const { id, clips } of all) if (ids.has(id)) for (const clip of clips) ids.add(clip.id);
  return ids;
};

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
