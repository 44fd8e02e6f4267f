/** What is there in the end, read past everything: the endpoint's own file and the devices' own storage. */
import type { EndState } from '../judge.ts';
import { pairOf } from '../ledger.ts';
import type { RealDevice } from './device.ts';
import type { RealEndpoint } from './endpoint.ts';
import type { Pool } from './pool.ts';

interface Row {
  readonly id: string;
  readonly digest: string;
  readonly header: string;
  readonly sealed: string;
}

/** Each record's and clip's exact bytes, by id and digest. */
export interface Originals {
  readonly records: ReadonlyMap<string, string>;
  readonly clips: ReadonlyMap<string, Buffer>;
}
const bytesOf = (header: string, sealed: unknown): string => `${header}\n${JSON.stringify(sealed)}`;

export const originalsOf = (pool: Pool): Originals => {
  const back = [...pool.takingBack.values()].flatMap(({ own, typed, correction }) => [own, typed, ...(correction ? [correction] : [])]);
  const parcels = [...Object.values(pool.goods).flat(2), ...back];
  return {
    records: new Map(parcels.map(({ record }) => [pairOf(record), bytesOf(record.header, record.sealed)])),
    clips: new Map(parcels.flatMap(({ clips }) => clips.map((clip) => [pairOf(clip), Buffer.concat(clip.pieces)] as const))),
  };
};

const recordsIn = ({ read }: RealEndpoint, originals: Originals): EndState['records'] => {
  const kept = [...read<Row>('select id, digest, header, sealed from records'), ...read<Row>('select id, digest, header, sealed from apart')];
  const parked = read<{ id: string; digest: string; record: string }>('select id, digest, record from parked');
  const isIntact = (pair: string, header: string, sealed: unknown): boolean => {
    const original = originals.records.get(pair);
    return original === undefined || original === bytesOf(header, sealed);
  };
  return [
    ...kept.map(({ id, digest, header, sealed }) => ({ id, digest, isParked: false, isIntact: isIntact(pairOf({ id, digest }), header, JSON.parse(sealed)) })),
    ...parked.map(({ id, digest, record }) => {
      const { header, sealed } = JSON.parse(record) as { header: string; sealed: unknown };
      return { id, digest, isParked: true, isIntact: isIntact(pairOf({ id, digest }), header, sealed) };
    }),
  ];
};

const clipsIn = ({ read }: RealEndpoint, originals: Originals): EndState['clips'] =>
  read<{ id: string; digest: string; receivedOn: string | null }>('select id, digest, receivedOn from clips').map(({ id, digest, receivedOn }) => {
    const pieces = read<{ bytes: ArrayBuffer }>(`select bytes from clipPieces where clip = '${id}' and digest = '${digest}' order by number`);
    const isIntact = receivedOn === null || originals.clips.get(pairOf({ id, digest }))?.equals(Buffer.concat(pieces.map(({ bytes }) => new Uint8Array(bytes)))) === true;
    return { id, digest, isWhole: receivedOn !== null, isIntact };
  });

const waitingOn = (device: RealDevice): EndState['waiting'] => [
  ...device.rows().flatMap(({ record, state }) => (record && state[0] === 'waiting' ? [{ device: device.number, pair: pairOf(record), ofRecord: record.id }] : [])),
  ...device.clipRows().flatMap(({ sealing, state }) => {
    // What was sealed for a record that was never handed in waits for nothing.
    const isHandedIn = sealing && device.rows().some(({ id }) => id === sealing.record);
    return sealing && isHandedIn && (state[0] === 'waiting' || state[0] === 'ready') ? [{ device: device.number, pair: pairOf(sealing), ofRecord: sealing.record }] : [];
  }),
];

export const endState = (endpoint: RealEndpoint, devices: readonly RealDevice[], originals: Originals, poison: string | undefined): EndState => ({
  records: recordsIn(endpoint, originals),
  clips: clipsIn(endpoint, originals),
  waiting: devices.flatMap(waitingOn),
  drafts: new Map(devices.map((device) => [device.number, device.draftKept()])),
  poison,
});
