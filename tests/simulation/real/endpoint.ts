/** The real endpoint on a real SQLite file, in this process: it can be killed at any statement, stopped, filled and set back. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import Libsql from 'libsql';
import { A_DAY } from '../../../src/council/budgets.ts';
import { layJournal } from '../../../src/council/backup/lay-in.ts';
import type { Council } from '../../../src/council/council.ts';
import { openDatabase } from '../../../src/council/database/open.ts';
import type { Schema } from '../../../src/council/database/schema.ts';
import { sqliteDialect } from '../../../src/council/database/sqlite.ts';
import { dayOf } from '../../../src/council/day.ts';
import { openCounts } from '../../../src/council/http/counts.ts';
import { openReception } from '../../../src/council/http/reception.ts';
import { wireApp } from '../../../src/council/http/wire.ts';
import { checkSecond } from '../../../src/council/journal/at-start.ts';
import { startCare } from '../../../src/council/journal/care.ts';
import { closeDays } from '../../../src/council/journal/close-days.ts';
import { journalOf } from '../../../src/council/journal/read.ts';
import { openSecondPlace } from '../../../src/council/journal/place.ts';
import { chance, mix } from '../chance.ts';
import type { Plan } from '../plan.ts';
import type { StageEndpoint } from '../stage.ts';
import { aDepot, type Files } from './a-depot.ts';
import { ringAfter } from './keys.ts';
import type { Loop } from './loop.ts';
import { PACK, type Pool } from './pool.ts';
import { watched } from './watched.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}
export interface Said {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface RealEndpoint extends StageEndpoint {
  /** Undefined where nobody answers: it is down, or was killed meanwhile. */
  readonly answer: (asked: Asked) => Promise<Said | undefined>;
  /** Back, with room, whatever had been planned. */
  readonly beCalm: () => void;
  /** Asks the database past the endpoint. */
  readonly read: <Row>(query: string) => readonly Row[];
  readonly end: () => void;
}

/** The disk of the scenarios' databases: in memory where there is such a disk, for they are many. */
const FOLDER = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'our-turn-simulation-'));
process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
const BACKUP = join(FOLDER, 'backup.sqlite');
const EMPTY = join(FOLDER, 'empty', 'our-turn.sqlite');
const NO_LIMIT = 1_000_000;
/** Whose budget is counted while budgets are tight. */
const SOMEONE = '203.0.113.7';
const RESTART_MS = 1_000;
/** As they are in earnest. */
const BUDGETS = { ...A_DAY };
const setBudgets = (steps: number | undefined): void => void Object.assign(A_DAY, BUDGETS, steps === undefined ? {} : { records: steps, parked: steps, clips: steps, pack: steps });

/** With every table and nothing in them: made once, copied for each scenario. */
export const makeEmpty = async (): Promise<void> => {
  mkdirSync(join(FOLDER, 'empty'), { recursive: true });
  const db = await openDatabase(join(FOLDER, 'empty'));
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await db.destroy();
};

let copies = 0;
/** Each under a name of its own: a connection that is still being closed must not reach into the next. */
const copyOf = (file: string): string => {
  const copy = join(FOLDER, `live-${(copies += 1)}.sqlite`);
  copyFileSync(file, copy);
  return copy;
};
const remove = (file: string): void => ['', '-wal', '-shm'].forEach((beside) => rmSync(`${file}${beside}`, { force: true }));

interface Life {
  readonly db: Kysely<Schema>;
  readonly closeNow: () => void;
  readonly app: ReturnType<typeof wireApp>;
  /** Those who wait for an answer that will not come any more. */
  readonly hangUps: Set<() => void>;
  isOver: boolean;
}

/** `isTwice`: it has a second place, and says durable. `onWrong` hears of errors of the endpoint's own. `onRestored` when the old database is in place. */
export const makeEndpoint = (loop: Loop, pool: Pool, { seed, isTwice }: Plan, onWrong: (what: string) => void, onRestored: () => void): RealEndpoint => {
  const { clock } = loop;
  const by = chance(mix(seed, 2));
  const files: Files = new Map();
  const env = { now: () => clock.now() + skew, random: by.bytes, sleep: (ms: number) => new Promise<void>((wake) => clock.after(ms, wake)) };
  let skew = 0;
  let secondBackAt = 0;
  let tightUntil = 0;
  const lost: boolean[] = [];
  const isSecondLost = (): boolean => clock.now() < secondBackAt;
  const isTight = (): boolean => clock.now() < tightUntil;
  let file = copyOf(EMPTY);
  let backup = EMPTY;
  let isFull = false;
  let isClosing = false;
  let kill: { steps: number; readonly ms: number } | undefined;
  let life: Life | undefined;
  let reader: Libsql.Database | undefined;

  const die = (): void => {
    const over = life;
    life = undefined;
    kill = undefined;
    if (over === undefined) return;
    over.isOver = true;
    over.closeNow();
    for (const hangUp of over.hangUps) hangUp();
  };
  /** Before each statement and after it. True: it is dead, and whoever asked never hears. */
  const isDead = (mine: () => Life): boolean => {
    if (kill !== undefined && (kill.steps -= 1) < 0) {
      clock.after(kill.ms, start);
      die();
    }
    return mine().isOver;
  };
  const fit = async (db: Kysely<Schema>): Promise<void> => {
    const [size] = (await sql<{ page_count: number }>`pragma page_count`.execute(db)).rows;
    await sql.raw(`pragma max_page_count = ${isFull ? size?.page_count : NO_LIMIT}`).execute(db);
  };
  const setFull = (full: boolean): void => {
    isFull = full;
    if (life === undefined) return;
    // Killed in the middle of it, it never comes back from it.
    const { db, hangUps } = life;
    const over = loop.hold();
    const release = (): void => {
      hangUps.delete(release);
      over();
    };
    hangUps.add(release);
    void fit(db).finally(release);
  };
  const start = (): void => {
    if (life !== undefined) return;
    // It refuses to start without its second place; whoever runs the machine starts it when that is there again.
    if (isTwice && isSecondLost()) return clock.after(secondBackAt - clock.now(), start);
    isClosing = false;
    const mine = (): Life => begun;
    const { dialect, closeNow } = watched(sqliteDialect(file), () => isDead(mine));
    const db = new Kysely<Schema>({ dialect });
    const known = { pack: { id: PACK } } as never;
    const log = (event: string, facts?: object): void => void (event === 'went-wrong' && !begun.isOver && onWrong(JSON.stringify(facts)));
    const second = openSecondPlace(aDepot(files, isTwice, () => isDead(mine), isSecondLost), { db, env, log });
    const council = {
      config: { front: { trustedProxies: [], strangersBytes: NO_LIMIT * 1_000 } }, db, second, log,
      keys: { ring: ringAfter(pool.ring, pool.signing, lost), identities: pool.identities, receipt: pool.signing.receipts[lost.length], recoveryFile: null },
      env,
      packs: { shelf: () => ({ v: 1, packs: [] }), current: (id: string) => (id === PACK ? known : undefined), version: () => known },
    } as unknown as Council;
    const begun: Life = { db, closeNow, app: wireApp(openReception(council, openCounts(), () => isClosing)), hangUps: new Set(), isOver: false };
    life = begun;
    // Where it refuses to start it says so: that is for whoever runs the machine, and must not happen here.
    const lookAfter = async (): Promise<void> => {
      startCare({ db, env, log, second });
      await closeDays(second, db, dayOf(env.now())).catch(() => undefined);
    };
    if (isTwice) void checkSecond(second, db, env.now()).then(lookAfter, (why: unknown) => {
      if (begun.isOver) return;
      if (!isSecondLost()) return onWrong(String(why));
      die();
      start();
    });
    if (isFull) setFull(true);
  };
  /** As `restore` does it: the backup, then everything that the journal has. */
  const layIn = async (): Promise<void> => {
    const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
    const depot = aDepot(files, isTwice, () => false);
    const council = await journalOf(depot);
    if (council !== undefined) await db.insertInto('about').values({ name: 'council', value: council }).onConflict((same) => same.doNothing()).execute();
    await layJournal(db, depot, (what) => void (/ is damaged/.test(what) || onWrong(what)));
    await db.destroy();
  };
  const end = (): void => {
    die();
    reader?.close();
    reader = undefined;
    remove(file);
  };

  start();
  return {
    answer: (asked) => {
      const living = life;
      if (living === undefined) return Promise.resolve(undefined);
      const release = loop.hold();
      return new Promise<Said | undefined>((done) => {
        const over = (said: Said | undefined): void => {
          living.hangUps.delete(hangUp);
          release();
          done(said);
        };
        const hangUp = (): void => over(undefined);
        living.hangUps.add(hangUp);
        const request = new Request(`http://localhost${asked.path}`, { method: asked.method, headers: asked.headers, ...(asked.body ? { body: asked.body } : {}) });
        const work = async (): Promise<Said> => {
          const response = await living.app.fetch(request, isTight() ? { incoming: { socket: { remoteAddress: SOMEONE } } } : undefined);
          return { status: response.status, headers: [...response.headers], body: new Uint8Array(await response.arrayBuffer()) };
        };
        work().then((said) => over(living.isOver ? undefined : said), hangUp);
      });
    },
    kill: (steps, ms) => {
      kill = { steps, ms };
    },
    close: (ms) => {
      isClosing = true;
      clock.after(2_000, () => void (isClosing && die()));
      clock.after(2_000 + ms, start);
    },
    fill: (ms) => {
      setFull(true);
      clock.after(ms, () => setFull(false));
    },
    jump: (ms) => {
      skew += ms;
    },
    loseSecond: (ms) => {
      secondBackAt = Math.max(secondBackAt, clock.now() + ms);
    },
    tighten: (ms) => {
      tightUntil = Math.max(tightUntil, clock.now() + ms);
      setBudgets(1);
      clock.after(ms, () => void (isTight() || setBudgets(undefined)));
    },
    changeKey: (isLost) => {
      if (lost.length + 1 >= pool.signing.receipts.length) return;
      lost.push(isLost);
      die();
      clock.after(RESTART_MS, start);
    },
    backUp: () => {
      const from = new Libsql(file);
      from.exec('pragma wal_checkpoint(truncate)');
      from.close();
      copyFileSync(file, BACKUP);
      backup = BACKUP;
    },
    restore: () => {
      end();
      file = copyOf(backup);
      if (!isTwice) files.clear();
      const release = loop.hold();
      void (isTwice ? layIn() : Promise.resolve()).then(() => {
        start();
        onRestored();
        release();
      });
    },
    beCalm: () => {
      kill = undefined;
      isFull = false;
      secondBackAt = 0;
      tightUntil = 0;
      setBudgets(undefined);
      start();
      isClosing = false;
      setFull(false);
    },
    read: (query) => (reader ??= new Libsql(file)).prepare(query).all() as never,
    end: () => {
      setBudgets(undefined);
      end();
    },
  };
};
