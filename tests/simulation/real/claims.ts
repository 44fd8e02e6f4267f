/** What real devices claim, and what the real endpoint has. */
import type { AtEndpoint, Claim } from '../claims.ts';
import { askedBack, pairOf, type Ledger } from '../ledger.ts';
import type { RealDevice } from './device.ts';
import type { RealEndpoint } from './endpoint.ts';

interface Name {
  readonly id: string;
  readonly digest: string;
}
const recordsIn = ({ read }: RealEndpoint): readonly Name[] => ['records', 'apart', 'parked'].flatMap((table) => read<Name>(`select id, digest from ${table}`));

/** Reads when it is first asked, once. */
export const atEndpoint = (endpoint: RealEndpoint, ledger: Ledger): AtEndpoint => {
  let pairs: ReadonlySet<string> | undefined;
  const all = (): ReadonlySet<string> => (pairs ??= new Set([...recordsIn(endpoint), ...endpoint.read<Name>('select id, digest from clips where receivedOn is not null')].map(pairOf)));
  /** Taken back, where somebody has asked for it: that too is what a person may be told. */
  let buried: ReadonlySet<string> | undefined;
  const isBuried = (id: string): boolean => {
    const asked = askedBack(ledger);
    if (!asked.has(id)) return false;
    buried ??= new Set(endpoint.read<Name>('select id from tombstones').map((row) => row.id));
    return buried.has(id);
  };
  return {
    hasPair: (pair) => all().has(pair) || isBuried(pair.slice(0, pair.lastIndexOf(' '))),
    hasId: (id) => isBuried(id) || recordsIn(endpoint).some((each) => each.id === id),
  };
};

const stateOf = (state: string): readonly Claim['state'][] => (state === 'waiting' ? ['waiting'] : state === 'held' || state === 'settled' ? ['claimed'] : []);

export const claimsOf = (device: RealDevice): readonly Claim[] => [
  ...device.rows().flatMap(({ id, state, record }) => stateOf(state[0]).map((is) => ({ row: id, id, pair: record && pairOf(record), state: is }))),
  ...device.clipRows().flatMap(({ id, state, sealing }) => (sealing ? stateOf(state[0]).map((is) => ({ row: id, id: sealing.id, pair: pairOf(sealing), state: is })) : [])),
];
