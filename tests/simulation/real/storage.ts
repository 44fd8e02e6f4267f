/** A device's storage: fake-indexeddb, with what real disks do to it. Power goes, space ends, a browser clears it, connections drop. */
import { IDBFactory } from 'fake-indexeddb';
import FDBObjectStore from 'fake-indexeddb/lib/FDBObjectStore';
import FDBTransaction from 'fake-indexeddb/lib/FDBTransaction';

/** As much of fake-indexeddb's insides as is needed here. */
interface Transaction {
  readonly db: Connection;
  readonly mode: string;
  readonly durability: string;
  _state: string;
  _requests: object[];
  _rollbackLog: (() => void)[];
  isUndone?: boolean;
}
interface Raw {
  readonly name: string;
  readonly version: number;
  transactions: Transaction[];
  connections: Connection[];
  rawObjectStores: Map<string, { readonly records: { values: () => Iterable<{ readonly value: unknown }> } }>;
  processTransactions: () => void;
}
export interface Connection {
  readonly _rawDatabase: Raw;
  _closed: boolean;
}
type Factory = IDBFactory & { _databases: Map<string, Raw> };

export interface Storage {
  factory: IDBFactory;
  isFull: boolean;
}

/** Commits that the disk may still lose. The next strict one of the same database takes them along. */
const unflushed = new WeakMap<Raw, (() => void)[][]>();
const ownerOf = new WeakMap<Raw, Storage>();

const rawsOf = ({ factory }: Storage): readonly Raw[] => [...(factory as Factory)._databases.values()];

/** Once, for all storage of this process: commits are noted, and a full device refuses. */
export const watchStorage = (): void => {
  const proto = FDBTransaction.prototype as unknown as Transaction & { _markFinished: (this: Transaction) => void; _abort: (this: Transaction, name: string | null) => void };
  const { _markFinished: finish, _abort: abort } = proto;
  proto._abort = function (name) {
    this.isUndone = true;
    abort.call(this, name);
  };
  proto._markFinished = function () {
    finish.call(this);
    if (this.mode !== 'readwrite' || this.isUndone) return;
    const raw = this.db._rawDatabase;
    unflushed.set(raw, this.durability === 'strict' ? [] : [...(unflushed.get(raw) ?? []), this._rollbackLog]);
  };
  const stores = FDBObjectStore.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of ['add', 'put']) {
    const write = stores[name]!;
    stores[name] = function (this: { transaction: { db: Connection; _execRequestAsync: (order: object) => unknown } }, ...args: unknown[]) {
      if (ownerOf.get(this.transaction.db._rawDatabase)?.isFull !== true) return write.apply(this, args);
      const operation = (): never => {
        throw new DOMException('no room', 'QuotaExceededError');
      };
      return this.transaction._execRequestAsync({ operation, source: this });
    };
  }
};

export const makeStorage = (): Storage => ({ factory: new IDBFactory(), isFull: false });

/** Call it whenever a database may have come. */
export const own = (storage: Storage): void => {
  for (const raw of rawsOf(storage)) ownerOf.set(raw, storage);
};

export const isBusy = (storage: Storage): boolean => rawsOf(storage).some(({ transactions }) => transactions.length > 0);

/** Whoever had these is gone: what they had not committed never was, and they hear of nothing any more. */
export const cutOff = (connections: readonly Connection[]): void => {
  for (const connection of connections) {
    const raw = connection._rawDatabase;
    for (const each of raw.transactions.filter(({ db, _state }) => db === connection && _state !== 'finished')) {
      for (const undo of each._rollbackLog.toReversed()) undo();
      Object.assign(each, { _requests: [], _state: 'finished' });
    }
    raw.transactions = raw.transactions.filter(({ db }) => db !== connection);
    raw.connections = raw.connections.filter((each) => each !== connection);
    connection._closed = true;
    raw.processTransactions();
  }
};

/** After everyone was cut off: what was committed without waiting for the disk is gone. */
export const losePower = (storage: Storage): void => {
  for (const raw of rawsOf(storage)) {
    for (const log of (unflushed.get(raw) ?? []).toReversed()) for (const undo of log.toReversed()) undo();
    unflushed.set(raw, []);
  }
};

const isLost = (): never => {
  throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
};

/** Without a word, as iOS does: what is under way fails in WebKit's way, and whoever uses one next hears that it is in no state for that. */
export const dropConnections = (connections: readonly Connection[]): void => {
  for (const connection of connections.filter(({ _closed }) => !_closed)) {
    const raw = connection._rawDatabase;
    const underWay = raw.transactions.filter(({ db, _state }) => db === connection && _state !== 'finished');
    for (const { _requests } of underWay) for (const each of _requests) Object.assign(each, { operation: isLost });
    raw.connections = raw.connections.filter((each) => each !== connection);
    Object.assign(connection, { _closed: true, _closePending: true });
  }
};

/** A graph of plain objects, lists, maps and instances, with everything that hangs together staying together. */
const copyOf = <T>(value: T, seen: Map<unknown, unknown>): T => {
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value) as T;
  if (value instanceof ArrayBuffer || value instanceof Date) return structuredClone(value);
  if (value instanceof Map) {
    const copy = new Map();
    seen.set(value, copy);
    for (const [key, each] of value) copy.set(key, copyOf(each, seen));
    return copy as T;
  }
  const copy = (Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value) as object)) as Record<string, unknown>;
  seen.set(value, copy);
  for (const [key, each] of Object.entries(value)) copy[key] = copyOf(each, seen);
  return copy as T;
};

/** As a phone that is set up from another one's backup. Only while nothing is being written. */
export const copyStorage = (from: Storage): Storage => {
  const to = makeStorage();
  for (const raw of rawsOf(from)) {
    const copy = new (raw.constructor as new (name: string, version: number) => Raw)(raw.name, raw.version);
    copy.rawObjectStores = copyOf(raw.rawObjectStores, new Map<unknown, unknown>([[raw, copy]]));
    (to.factory as Factory)._databases.set(raw.name, copy);
  }
  own(to);
  return to;
};

/** Everything in a store, read past all transactions. */
export const rowsIn = (storage: Storage, database: string, store: string): readonly unknown[] => {
  const records = (storage.factory as Factory)._databases.get(database)?.rawObjectStores.get(store)?.records;
  return records ? [...records.values()].map(({ value }) => value) : [];
};
