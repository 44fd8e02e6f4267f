/** A real device: its storage, its tabs and its worker, and all that can befall them. */
import type { Draft } from '../../../src/domain/draft.ts';
import type { PackId } from '../../../src/domain/id.ts';
import type { OutboxRow } from '../../../src/store/outbox.ts';
import type { ClipRow } from '../../../src/store/clip-rows.ts';
import { drain } from '../../../src/sync/drain.ts';
import { keepSending, type Sender } from '../../../src/sync/keep-sending.ts';
import { nextTry } from '../../../src/sync/sending.ts';
import { chance, mix } from '../chance.ts';
import { nthOf } from '../goods.ts';
import { everyones, ownOf, pairOf, type Ledger } from '../ledger.ts';
import type { StageDevice } from '../stage.ts';
import { handIn, handInAsOfOld } from './hand-in.ts';
import { makeLocks } from './locks.ts';
import type { Loop } from './loop.ts';
import { PACK, type Parcel, type Pool } from './pool.ts';
import type { Road } from './road.ts';
import { copyStorage, cutOff, dropConnections, isBusy, losePower, makeStorage, rowsIn, type Storage } from './storage.ts';
import { openTab, type Tab } from './tab.ts';

export interface RealDevice extends StageDevice {
  readonly number: number;
  /** The device that it is a clone of, or itself: clones have the same drafts. */
  readonly root: number;
  requests: number;
  readonly storage: () => Storage;
  readonly rows: () => readonly OutboxRow[];
  readonly clipRows: () => readonly ClipRow[];
  /** A step of storage or network is done somewhere. */
  readonly step: () => void;
  readonly beCalm: () => void;
  readonly end: () => void;
  readonly draftKept: () => string | undefined;
}

export interface DeviceWorld {
  readonly loop: Loop;
  readonly road: Road;
  readonly ledger: Ledger;
  readonly pool: Pool;
  readonly seed: number;
  readonly takeParcels: (goods: Parameters<StageDevice['handIn']>[0], device: RealDevice) => readonly (readonly Parcel[])[];
  /** After each round: whether what this device now calls received is with the council. */
  readonly checkClaims: (device: RealDevice) => void;
  readonly noteEviction: (device: RealDevice) => void;
  readonly poison: () => string | undefined;
}

/** As long as the app offers to undo it. */
const OFFER_MS = 10 * 60_000;

interface Page extends Tab {
  sender: Sender | undefined;
}

/** Pairs of records and clips that a device still has the bytes of. */
export const pairsOn = (device: RealDevice): ReadonlySet<string> => {
  const records = device.rows().flatMap(({ record }) => (record ? [pairOf(record)] : []));
  return new Set([...records, ...device.clipRows().flatMap(({ sealing }) => (sealing ? [pairOf(sealing)] : []))]);
};

export const makeDevice = (world: DeviceWorld, number: number, hasLocks: boolean, origin?: RealDevice): RealDevice => {
  const { loop, road, ledger } = world;
  const { clock } = loop;
  const locks = makeLocks();
  let storage = origin ? copyStorage(origin.storage()) : makeStorage();
  let skew = 0;
  let typed = 0;
  let cleared = 0;
  let fullUntil = 0;
  let tabsOpened = 0;
  let pages: Page[] = [];
  let workers: Page[] = [];
  let armed: { steps: number; readonly strike: () => void } | undefined;

  const begin = (): Page => {
    tabsOpened += 1;
    const by = chance(mix(world.seed, number * 1_000 + tabsOpened));
    const owner = {};
    const tab = openTab({ clock, storage, now: () => clock.now() + skew, random: by.bytes, locks: hasLocks ? locks.for(owner) : undefined, fetch: (path, init) => road.fetch(device, path, init) });
    return Object.assign(tab, { sender: undefined, owner });
  };
  const stop = (page: Page): void => {
    page.isGone = true;
    page.sender?.stop();
    cutOff(page.connections);
    locks.release((page as unknown as { owner: object }).owner);
    pages = pages.filter((each) => each !== page);
    workers = workers.filter((each) => each !== page);
  };
  const all = (): readonly Page[] => [...pages, ...workers];
  const open = (): Page => {
    const page = begin();
    pages.push(page);
    page.sender = keepSending(page.sending, () => world.checkClaims(device));
    return page;
  };
  const page = (): Page => pages.at(-1) ?? open();
  /** Also a moment ago: what was refused then is told only now. */
  const hasRoom = (): boolean => clock.now() > fullUntil;
  const strike = (steps: number, work: () => void): void => {
    armed = { steps, strike: work };
  };
  const sync = async (): Promise<void> => {
    const worker = begin();
    workers.push(worker);
    try {
      await drain(worker.sending);
      world.checkClaims(device);
      await nextTry(worker.sending);
    } catch {
      // The browser may try again, or not.
    }
    stop(worker);
  };

  const put = (tab: Page, parcels: readonly Parcel[]): void =>
    void handIn(tab, world.pool.ring, parcels, `${number} ${cleared}`, ledger, hasRoom).then(() => tab.sender?.wake());
  const backOf = (code: string) => world.pool.takingBack.get(code);

  const device: RealDevice = {
    number,
    root: origin?.root ?? number,
    requests: 0,
    storage: () => storage,
    rows: () => rowsIn(storage, 'our-turn-outbox', 'outbox') as readonly OutboxRow[],
    clipRows: () => rowsIn(storage, 'our-turn-clips', 'clips') as readonly ClipRow[],
    draftKept: () => (rowsIn(storage, 'our-turn-library', 'drafts')[0] as { text?: string } | undefined)?.text,
    openTab: () => void open(),
    closeTab: () => void (pages.length > 0 && stop(page())),
    closeAll: () => pages.forEach(stop),
    sync: () => void sync(),
    wake: () => pages.forEach(({ sender }) => sender?.wake()),
    handIn: (goods) => {
      // Two tabs where one draft is finished twice, else the one that is open.
      for (const parcels of world.takeParcels(goods, device)) {
        put(goods === 'same-draft' ? open() : page(), parcels);
      }
    },
    handInAsOfOld: () => {
      for (const parcels of world.takeParcels('answers', device)) void handInAsOfOld(page(), world.pool.ring, parcels, `${number} ${cleared}`, ledger).catch(() => undefined);
    },
    takeBack: (n) => {
      const back = backOf(nthOf(ownOf(ledger, number), n)?.code ?? '');
      if (back) put(page(), [{ ...back.own, notBefore: clock.now() + skew + OFFER_MS }]);
    },
    takeBackByCode: (n) => {
      const back = backOf(nthOf(everyones(ledger), n)?.code ?? '');
      if (back) put(page(), [back.typed]);
    },
    correct: (n) => {
      const back = backOf(nthOf(ownOf(ledger, number).filter(({ id, code }) => backOf(code)?.correction && id !== world.poison()), n)?.code ?? '');
      if (back?.correction === undefined) return;
      const inOne = [back.correction.record.id, back.own.record.id];
      put(page(), [back.correction, back.own].map((parcel) => ({ ...parcel, inOne })));
    },
    draft: () => {
      const text = `text ${(typed += 1)} of device ${number}`;
      const tab = page();
      const changed = tab.library.change(PACK, () => ({ pack: PACK as PackId, text }) as unknown as Draft);
      void changed.then(() => ledger.drafts.set(number, text), () => undefined);
    },
    upgrade: () => void open().upgrade().catch(() => undefined),
    kill: (steps) => strike(steps, () => [...pages.slice(-1), ...workers].slice(-1).forEach(stop)),
    powerLoss: (steps) =>
      strike(steps, () => {
        all().forEach(stop);
        losePower(storage);
      }),
    fill: (ms) => {
      const full = storage;
      full.isFull = true;
      fullUntil = Math.max(fullUntil, clock.now() + ms);
      clock.after(ms, () => void (full.isFull = clock.now() < fullUntil));
    },
    evict: () => {
      all().forEach(stop);
      world.noteEviction(device);
      storage = makeStorage();
      cleared += 1;
    },
    jump: (ms) => {
      skew += ms;
    },
    dropConnections: (steps) => strike(steps, () => all().forEach(({ connections }) => dropConnections(connections))),
    step: () => {
      if (armed === undefined || all().some(({ opening }) => opening > 0)) return;
      const isActive = isBusy(storage) || all().length > 0;
      if (!isActive || (armed.steps -= 1) > 0) return;
      const { strike: now } = armed;
      armed = undefined;
      now();
    },
    beCalm: () => {
      armed = undefined;
      storage.isFull = false;
      fullUntil = 0;
      if (pages.length === 0) open();
    },
    end: () => all().forEach(stop),
  };
  return device;
};
