/** One PostgreSQL for the whole run of the project `postgres`: started before its first file, gone when vitest is, however it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/council/database/open.ts';

/** Also the name that tests/kit/engine.ts copies. */
const TEMPLATE = 'our_turn_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address, to which `/NAME` is added. */
    readonly postgres: string;
    /** The conversations without their voices, which have nothing to do with the database and take most of a start. */
    readonly silentPacks: string;
  }
}

/** A database as a council makes it at its first start, of which every other one is a copy: that takes a tenth of the time. */
const makeTemplate = async (url: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'our-turn-'));
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await (await openDatabase(folder, `${url}/${TEMPLATE}`)).destroy();
  rmSync(folder, { recursive: true });
};

const setUp = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  // A group of its own: Ctrl-C is for the tests, and the keeper leaves after them.
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'postgres-keeper.mjs')], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const ended = once(keeper, 'exit');
  const line = await Promise.race([once(createInterface({ input: keeper.stdout }), 'line').then(([text]) => text as string), ended.then(() => '{}')]);
  const { url, why } = JSON.parse(line) as { readonly url?: string; readonly why?: string };
  // No quiet skipping: what was not tried on PostgreSQL is not known to work there.
  if (url === undefined) throw new Error(`PostgreSQL can't be started on this machine, so nothing was tried on it: run npm ci, and see that this user may start programs in node_modules. It said: ${why ?? 'nothing'}`);
  await makeTemplate(url);
  provide('postgres', url);
  const packs = mkdtempSync(join(tmpdir(), 'our-turn-'));
  cpSync(join(import.meta.dirname, '../../packs'), packs, { recursive: true, filter: (path) => basename(path) !== 'audio' });
  provide('silentPacks', packs);
  return async () => {
    rmSync(packs, { recursive: true });
    keeper.stdin.end();
    await ended;
  };
};

export default setUp;
