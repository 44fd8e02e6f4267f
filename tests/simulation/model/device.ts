/** A device of the model: what it has stored, and the tabs that send from it. */
import { chance, mix } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { nthOf } from '../goods.ts';
import { everyones, ownOf, pairOf, type Ledger } from '../ledger.ts';
import type { Goods, StageDevice } from '../stage.ts';
import { correctionOf, takingBack, type ModelRecord } from './goods.ts';
import type { Heard } from './messages.ts';
import type { ModelRoad } from './road.ts';
import { drain, keepSending, PhoneFull, releaseHandedIn, write, type Sender, type Sends } from './sending.ts';
import { copyOf, nothingStored, type Stored } from './storage.ts';

export interface ModelDevice extends StageDevice {
  readonly number: number;
  readonly root: number;
  requests: number;
  readonly stored: () => Stored;
  readonly beCalm: () => void;
}

export interface ModelWorld {
  readonly clock: Clock;
  readonly road: ModelRoad;
  readonly ledger: Ledger;
  readonly seed: number;
  readonly without: ReadonlySet<string>;
  readonly take: (goods: Goods, device: ModelDevice) => readonly (readonly ModelRecord[])[];
  readonly checkClaims: (device: ModelDevice) => void;
  readonly noteEviction: (device: ModelDevice) => void;
  readonly poison: () => string | undefined;
}

interface Tab {
  isGone: boolean;
  /** Ends its nap, where it has one that may be ended. */
  nap: (() => void) | undefined;
}

const STEP_MS = 1;
/** As long as the app offers to undo it. */
const OFFER_MS = 10 * 60_000;

export const makeModelDevice = (world: ModelWorld, number: number, hasLocks: boolean, origin?: ModelDevice): ModelDevice => {
  const { clock, road, ledger, without } = world;
  const by = chance(mix(world.seed, number + 50));
  let stored = origin ? copyOf(origin.stored()) : nothingStored();
  let skew = 0;
  let fullUntil = 0;
  let typed = 0;
  let cleared = 0;
  let pages: Tab[] = [];
  let workers: Tab[] = [];
  let holder: Tab | undefined;
  let queue: { readonly tab: Tab; readonly go: () => void }[] = [];
  let armed: { steps: number; readonly strike: () => void } | undefined;

  const unlock = (tab: Tab): void => {
    if (holder !== tab) return;
    const next = queue.shift();
    holder = next?.tab;
    next?.go();
  };
  const step = (): void => {
    if (armed === undefined || (armed.steps -= 1) > 0) return;
    const { strike } = armed;
    armed = undefined;
    strike();
  };
  /** Goes on with it until it waits for something. */
  const run = (tab: Tab, sends: Sends<unknown>, done: () => void, heard?: Heard): void => {
    if (tab.isGone) return;
    const { done: isDone, value: wish } = sends.next(heard);
    if (isDone || wish === undefined) return done();
    const goOn = (more?: Heard): void => {
      step();
      run(tab, sends, done, more);
    };
    switch ((wish as { wish: string }).wish) {
      case 'step':
        return clock.after(STEP_MS, goOn);
      case 'ask':
        return road.ask(device, (wish as { ask: Parameters<ModelRoad['ask']>[1] }).ask, goOn);
      case 'unlock':
        if (hasLocks) unlock(tab);
        return goOn();
      case 'lock':
        if (!hasLocks) return goOn();
        if (holder === undefined) holder = tab;
        else return void queue.push({ tab, go: goOn });
        return goOn();
      default: {
        let isAwake = false;
        const wake = (): void => {
          if (isAwake) return;
          isAwake = true;
          tab.nap = undefined;
          goOn();
        };
        const { ms, isAsked } = wish as { ms: number; isAsked: boolean };
        tab.nap = isAsked ? undefined : wake;
        return clock.after(ms, wake);
      }
    }
  };
  const stop = (tab: Tab): void => {
    tab.isGone = true;
    queue = queue.filter((each) => each.tab !== tab);
    unlock(tab);
    pages = pages.filter((each) => each !== tab);
    workers = workers.filter((each) => each !== tab);
  };
  const stopAll = (): void => [...pages, ...workers].forEach(stop);
  const sender: Sender = { stored: () => stored, now: () => clock.now() + skew, part: by.part, isFull: () => clock.now() < fullUntil, without };
  const open = (): Tab => {
    const tab: Tab = { isGone: false, nap: undefined };
    pages.push(tab);
    run(tab, keepSending(sender, () => world.checkClaims(device)), () => undefined);
    return tab;
  };
  const page = (): Tab => pages.at(-1) ?? open();

  function* handIn(records: readonly ModelRecord[], notBefore = 0): Sends<void> {
    try {
      for (const { id, lane, clips } of records) {
        for (const clip of clips) {
          yield* write(sender);
          stored.clips.set(pairOf(clip), { clip, record: id, lane, state: 'ready', failures: 0, notBefore: 0 });
        }
      }
      yield* write(sender);
      const before = new Set(stored.rows.keys());
      const isThere = ({ id, inOne = [] }: ModelRecord): boolean => [id, ...inOne].some((each) => before.has(each));
      for (const record of records) {
        if (isThere(record) && !without.has('C-02')) continue;
        stored.rows.set(record.id, { record, state: 'waiting', failures: 0, notBefore, at: clock.now() });
        ledger.finished.add(pairOf(record));
      }
      for (const { id } of records) yield* releaseHandedIn(sender, id);
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error;
      for (const { id, clips } of records) if (!stored.rows.has(id)) clips.forEach((clip) => stored.clips.delete(pairOf(clip)));
    }
  }

  const put = (tab: Tab, records: readonly ModelRecord[], notBefore?: number): void => {
    for (const record of records) ledger.made.set(pairOf(record), { ...record, by: `${number} ${cleared}` });
    run(tab, handIn(records, notBefore), () => tab.nap?.());
  };

  const device: ModelDevice = {
    number,
    root: origin?.root ?? number,
    requests: 0,
    stored: () => stored,
    openTab: () => void open(),
    closeTab: () => void (pages.length > 0 && stop(page())),
    closeAll: () => pages.forEach(stop),
    sync: () => {
      const worker: Tab = { isGone: false, nap: undefined };
      workers.push(worker);
      const once = function* (): Sends<void> {
        try {
          yield* drain(sender);
          world.checkClaims(device);
        } catch (error) {
          if (!(error instanceof PhoneFull)) throw error;
        }
      };
      run(worker, once(), () => stop(worker));
    },
    wake: () => pages.forEach(({ nap }) => nap?.()),
    handIn: (goods) => {
      for (const records of world.take(goods, device)) {
        put(goods === 'same-draft' ? open() : page(), records);
      }
    },
    handInAsOfOld: () => world.take('answers', device).forEach((records) => put(page(), records)),
    takeBack: (n) => {
      const made = nthOf(ownOf(ledger, number), n);
      if (made) put(page(), [takingBack(made.code, made.lane ?? 'together', 'own')], clock.now() + skew + OFFER_MS);
    },
    takeBackByCode: (n) => {
      const made = nthOf(everyones(ledger), n);
      if (made) put(page(), [takingBack(made.code, 'apart', 'typed')]);
    },
    correct: (n) => {
      const made = nthOf(ownOf(ledger, number).filter(({ id }) => correctionOf(id) && id !== world.poison()), n);
      const correction = made && correctionOf(made.id);
      if (made === undefined || correction === undefined) return;
      const back = takingBack(made.code, 'together', 'own');
      const inOne = [correction.id, back.id];
      put(page(), [correction, back].map((record) => ({ ...record, inOne })));
    },
    draft: () => {
      const text = `text ${(typed += 1)} of device ${number}`;
      const keep = function* (): Sends<void> {
        try {
          yield* write(sender);
          stored.draft = text;
          ledger.drafts.set(number, text);
        } catch (error) {
          if (!(error instanceof PhoneFull)) throw error;
        }
      };
      run(page(), keep(), () => undefined);
    },
    upgrade: () => void open(),
    kill: (steps) => {
      armed = { steps, strike: () => [...pages.slice(-1), ...workers].slice(-1).forEach(stop) };
    },
    powerLoss: (steps) => {
      armed = { steps, strike: () => {
        stopAll();
        if (without.has('C-01')) for (const [id, row] of stored.rows) if (row.state === 'waiting' && clock.now() - row.at < 60_000) stored.rows.delete(id);
      } };
    },
    fill: (ms) => {
      fullUntil = Math.max(fullUntil, clock.now() + ms);
    },
    evict: () => {
      stopAll();
      world.noteEviction(device);
      stored = nothingStored();
      cleared += 1;
    },
    jump: (ms) => {
      skew += ms;
    },
    dropConnections: () => undefined,
    beCalm: () => {
      armed = undefined;
      fullUntil = 0;
      if (pages.length === 0) open();
    },
  };
  return device;
};
