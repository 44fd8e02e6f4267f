/** Takes a backup: every table at one point in time, and what is published. Never the keys, and of use on SQLite and PostgreSQL alike. */
import { createWriteStream } from 'node:fs';
import { cp, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Council } from '../council.ts';
import { NotDone } from '../commands/command.ts';
import type { Database } from '../database/schema.ts';
import { atOnePoint } from '../database/snapshot.ts';
import { councilIdOf } from '../journal/council-id.ts';
import { digestOfFile, MANIFEST_FILE, SCHEMA, type BackupFile, type Manifest } from './manifest.ts';
import { asText, rowsOf, TABLES, type Table } from './tables.ts';

const sync = async (file: string): Promise<void> => {
  const handle = await open(file, 'r');
  await handle.sync();
  await handle.close();
};

const writeTable = async (db: Database, folder: string, table: Table): Promise<BackupFile> => {
  const path = `tables/${table}.jsonl.gz`;
  let rows = 0;
  async function* lines() {
    for await (const page of rowsOf(db, table)) {
      rows += page.length;
      yield page.map((row) => `${asText(row)}\n`).join('');
    }
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(join(folder, path)));
  await sync(join(folder, path));
  return { path, digest: await digestOfFile(join(folder, path)), rows };
};

const copyPacks = async (dataDir: string, folder: string): Promise<readonly BackupFile[]> => {
  const packs = join(folder, 'packs');
  await cp(join(dataDir, 'packs'), packs, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const entries = await readdir(packs, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return Promise.all(files.map(async (file) => ({ path: file.slice(folder.length + 1).replaceAll('\\', '/'), digest: await digestOfFile(file) })));
};

/** `folder` must not be there, or be empty. Gives what is in it. */
export const takeBackup = async ({ db, env, config }: Pick<Council, 'db' | 'env' | 'config'>, where: string): Promise<Manifest> => {
  const folder = resolve(where);
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) throw new NotDone(`${folder} has something in it: say a folder that is not there yet.`);
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  try {
    await mkdir(join(beside, 'tables'), { recursive: true });
    const council = await councilIdOf(db, env);
    const tables = await atOnePoint(db, async (still) => {
      const files: BackupFile[] = [];
      for (const table of TABLES) files.push(await writeTable(still, beside, table));
      return files;
    });
    const manifest: Manifest = { v: 1, council, schema: SCHEMA, madeAt: new Date(env.now()).toISOString(), files: [...tables, ...(await copyPacks(config.dataDir, beside))] };
    await writeFile(join(beside, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
    await rm(folder, { recursive: true, force: true });
    await rename(beside, folder);
    await sync(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
};
