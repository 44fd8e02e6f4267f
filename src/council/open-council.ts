/** Puts a council together: database, keys, what is published. The server, the command line and tests begin here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Env } from '../domain/env.ts';
import type { Prerender } from '../domain/page.ts';
import type { Config } from './config.ts';
import type { Council, Log } from './council.ts';
import { openDatabase } from './database/open.ts';
import { checkSecond } from './journal/at-start.ts';
import { NO_CARE, startCare, type Care } from './journal/care.ts';
import { depotFor } from './journal/depot-for.ts';
import { openSecondPlace, type OpenSecondPlace } from './journal/place.ts';
import { openKeys } from './keys.ts';
import { beginNights, NO_NIGHTS, type Nights } from './nights.ts';
import { publishAll } from './packs/publish.ts';
import { openPacks } from './packs/shelf.ts';
import { StartFault } from './start-fault.ts';

export interface OpenCouncil extends Council {
  readonly second: OpenSecondPlace;
  readonly care: Care;
  readonly nights: Nights;
  readonly close: () => Promise<void>;
}

const loadPrerender = async (distDir: string): Promise<Prerender> => {
  const file = join(distDir, 'prerender', 'prerender.js');
  if (!existsSync(file)) throw new StartFault(`${file} is not there: run npm run build, then start again.`);
  const { prerender } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { readonly prerender: Prerender };
  return prerender;
};

/** `mayPublish`: also publishes what has changed in the packs folder, and looks after the second place, as only the server does. Throws StartFaults. */
export const openCouncil = async (config: Config, env: Env, log: Log, mayPublish: boolean): Promise<OpenCouncil> => {
  const prerender = await loadPrerender(config.distDir);
  const db = await openDatabase(config.dataDir, config.databaseUrl);
  try {
    const keys = await openKeys(config.keysDir, db, env.now());
    const second = openSecondPlace(depotFor(config), { db, env, log });
    if (mayPublish) await checkSecond(second, db, env.now());
    const desk = { config, db, env, keys, second, prerender, log };
    const care = mayPublish ? startCare({ db, env, log, second }) : NO_CARE;
    const onShelf = mayPublish ? await publishAll(desk) : undefined;
    const packs = await openPacks(db, config.dataDir, onShelf);
    const nights = mayPublish ? beginNights(desk) : NO_NIGHTS;
    const close = async (): Promise<void> => {
      await nights.end();
      await care.close();
      await second.close();
      await db.destroy();
    };
    return { ...desk, care, nights, packs, close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
};
