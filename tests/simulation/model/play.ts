/** Plays a plan with the model: the same steps, skies, ledger and judge as for the real code, in a thousandth of the time. */
import { makeClaimChecks, type Claim } from '../claims.ts';
import { makeClock } from '../clock.ts';
import { direct, PROMISED_HOURS } from '../director.ts';
import { makeCounter } from '../goods.ts';
import { judge, type EndState, type Verdicts } from '../judge.ts';
import { makeLedger, noteEviction, noteRestore, pairOf, type Ledger } from '../ledger.ts';
import type { Plan } from '../plan.ts';
import type { Stage } from '../stage.ts';
import { makeSkies } from '../weather.ts';
import { makeModelDevice, type ModelDevice, type ModelWorld } from './device.ts';
import { makeModelEndpoint, type ModelEndpoint } from './endpoint.ts';
import { MODEL_GOODS } from './goods.ts';
import { makeModelRoad } from './road.ts';

export interface ModelPlayed {
  readonly verdicts: Verdicts;
  readonly end: EndState;
  readonly ledger: Ledger;
}

const endState = (endpoint: ModelEndpoint, devices: readonly ModelDevice[], poison: string | undefined): EndState => ({
  records: [...endpoint.records()].map(({ record: { id, digest }, isParked, isIntact }) => ({ id, digest, isParked, isIntact })),
  clips: [...endpoint.clips()].map(({ id, digest, pieces, of }) => ({ id, digest, isWhole: pieces === of, isIntact: true })),
  waiting: devices.flatMap((device) => {
    const { rows, clips } = device.stored();
    const records = [...rows.values()].filter(({ state }) => state === 'waiting').map(({ record }) => ({ device: device.number, pair: pairOf(record), ofRecord: record.id }));
    const sealed = [...clips].filter(([, { state, record }]) => state === 'waiting' || (state === 'ready' && rows.has(record)));
    return [...records, ...sealed.map(([pair, { record }]) => ({ device: device.number, pair, ofRecord: record }))];
  }),
  drafts: new Map(devices.map((device) => [device.number, device.stored().draft])),
  poison,
});

const claimsOf = (device: ModelDevice): readonly Claim[] => {
  const { rows, clips } = device.stored();
  const all = [...[...rows.values()].map(({ record, state }) => ({ pair: pairOf(record), id: record.id, state })), ...[...clips].map(([pair, { clip, state }]) => ({ pair, id: clip.id, state }))];
  return all.flatMap(({ pair, id, state }) => (state === 'ready' || state === 'gone' ? [] : [{ row: pair, pair, id, state: state === 'waiting' ? 'waiting' : 'claimed' } as const]));
};

const A_MOMENT = 5;

const onDevice = (device: ModelDevice) => {
  const { rows, clips } = device.stored();
  const records = [...rows.values()].filter(({ state }) => state !== 'settled').map(({ record }) => pairOf(record));
  return { number: device.number, pairs: new Set([...records, ...[...clips].filter(([, { state }]) => state !== 'gone').map(([pair]) => pair)]) };
};

/** `without`: mechanisms that the model is to do without. */
export const playModel = (plan: Plan, hours = PROMISED_HOURS, without: ReadonlySet<string> = new Set()): ModelPlayed => {
  const clock = makeClock();
  const ledger = makeLedger();
  const skies = makeSkies();
  const claims = makeClaimChecks(ledger, (device) => road.isUnderWay(device));
  const devices: ModelDevice[] = [];
  let wantsPoison = false;
  const endpoint = makeModelEndpoint(clock, plan.isTwice, without, () => {
    noteRestore(ledger, endpoint.has);
    claims.restored(devices.map(({ number }) => number).filter(road.isUnderWay));
    // What had come just before is being written.
    clock.after(A_MOMENT, () => devices.forEach((device) => claims.note(device.number, claimsOf(device))));
  });
  const road = makeModelRoad(clock, skies, endpoint, without);
  const counter = makeCounter(MODEL_GOODS, ([first]) => void (wantsPoison && (skies.poison ??= first?.id)));
  const world: ModelWorld = {
    clock, road, ledger, seed: plan.seed, without, poison: () => skies.poison,
    take: (goods, device) => counter.take(goods, device.root),
    checkClaims: (device) => claims.check(device.number, claimsOf(device), () => ({ hasPair: endpoint.has, hasId: endpoint.hasId })),
    noteEviction: (device) => noteEviction(ledger, onDevice(device), devices.filter((each) => each !== device).map(onDevice), endpoint.has),
  };
  plan.hasLocks.forEach((hasLocks, number) => devices.push(makeModelDevice(world, number, hasLocks)));
  const stage: Stage = {
    devices,
    endpoint,
    weather: (what, device, ms, salt) => {
      if (what === 'poison') wantsPoison = true;
      skies.begin(what, device, clock.now() + ms, salt);
    },
    clone: (number) => {
      const clone = makeModelDevice(world, devices.length, true, devices[number]);
      devices.push(clone);
      // It was told what its original was.
      claims.note(clone.number, claimsOf(clone));
    },
  };
  const state = (): ModelPlayed => {
    const end = endState(endpoint, devices, skies.poison);
    return { verdicts: judge(ledger, end), end, ledger };
  };
  const beCalm = (): void => {
    endpoint.beCalm();
    devices.forEach((each) => each.beCalm());
  };
  const isOver = direct({ clock, stage, beCalm, pending: road.pending, verdicts: () => state().verdicts, hours }, plan);
  while (!isOver() && clock.next());
  return state();
};
