/** Plays a plan with the real code, and says how it ended. */
import { makeClaimChecks } from '../claims.ts';
import { makeClock } from '../clock.ts';
import { direct, PROMISED_HOURS } from '../director.ts';
import { makeCounter } from '../goods.ts';
import { judge, type EndState, type Verdicts } from '../judge.ts';
import { makeLedger, noteEviction, noteRestore, type Ledger } from '../ledger.ts';
import type { Plan } from '../plan.ts';
import type { Stage } from '../stage.ts';
import { makeSkies } from '../weather.ts';
import { atEndpoint, claimsOf } from './claims.ts';
import { makeDevice, pairsOn, type DeviceWorld, type RealDevice } from './device.ts';
import { endState, originalsOf, type Originals } from './end-state.ts';
import { makeEmpty, makeEndpoint, type RealEndpoint } from './endpoint.ts';
import { makeLoop } from './loop.ts';
import { ownWorld } from './own-world.ts';
import { makePool, type Pool } from './pool.ts';
import { makeRoad, type Road } from './road.ts';
import { watchStorage } from './storage.ts';

export interface Played {
  readonly verdicts: Verdicts;
  readonly end: EndState;
  readonly ledger: Ledger;
}

export interface RealCode {
  readonly pool: Pool;
  readonly originals: Originals;
}

/** Once for a process. */
export const makeReady = async (): Promise<RealCode> => {
  watchStorage();
  await makeEmpty();
  // Loaded when it is first needed; a load takes real time, which must not happen in the middle of a scenario.
  await import('../../../src/sync/drain-clips.ts');
  await import('../../../src/sync/learn-keys.ts');
  const pool = await makePool();
  return { pool, originals: originalsOf(pool) };
};

const onDevice = (device: RealDevice) => ({ number: device.number, pairs: pairsOn(device) });

export const play = async ({ pool, originals }: RealCode, plan: Plan, hours = PROMISED_HOURS): Promise<Played> => {
  const clock = makeClock();
  const loop = makeLoop(clock);
  const undo = ownWorld(loop);
  const ledger = makeLedger();
  const skies = makeSkies();
  const devices: RealDevice[] = [];
  let wantsPoison = false;
  const claims = makeClaimChecks(ledger, (device) => road.isUnderWay(device));
  const onRestored = (): void => {
    noteRestore(ledger, atEndpoint(endpoint, ledger).hasPair);
    claims.restored(devices.map(({ number }) => number).filter(road.isUnderWay));
    devices.forEach((device) => claims.note(device.number, claimsOf(device)));
  };
  const endpoint: RealEndpoint = makeEndpoint(loop, pool, plan, (what) => ledger.wrong.add(what), onRestored);
  const road: Road = makeRoad(loop, skies, ledger, () => endpoint);
  const counter = makeCounter(pool.goods, ([first]) => void (wantsPoison && (skies.poison ??= first?.record.id)));
  const world: DeviceWorld = {
    loop, road, ledger, pool, seed: plan.seed, poison: () => skies.poison,
    takeParcels: (goods, device) => counter.take(goods, device.root),
    checkClaims: (device) => claims.check(device.number, claimsOf(device), () => atEndpoint(endpoint, ledger)),
    noteEviction: (device) => {
      const others = devices.filter((each) => each !== device);
      noteEviction(ledger, onDevice(device), others.map(onDevice), atEndpoint(endpoint, ledger).hasPair);
    },
  };
  plan.hasLocks.forEach((hasLocks, number) => devices.push(makeDevice(world, number, hasLocks)));
  const stage: Stage = {
    devices,
    endpoint,
    weather: (what, device, ms, salt) => {
      if (what === 'poison') wantsPoison = true;
      skies.begin(what, device, clock.now() + ms, salt);
    },
    clone: (number) => {
      const clone = makeDevice(world, devices.length, true, devices[number]);
      devices.push(clone);
      // It was told what its original was.
      claims.note(clone.number, claimsOf(clone));
    },
  };
  const state = (): Played => {
    const end = endState(endpoint, devices, originals, skies.poison);
    return { verdicts: judge(ledger, end), end, ledger };
  };
  const beCalm = (): void => {
    endpoint.beCalm();
    devices.forEach((each) => each.beCalm());
  };
  try {
    const isOver = direct({ clock, stage, beCalm, pending: road.pending, verdicts: () => state().verdicts, hours }, plan);
    await loop.run(isOver, () => devices.forEach((each) => each.step()));
    return state();
  } finally {
    devices.forEach((each) => each.end());
    endpoint.end();
    undo();
  }
};
