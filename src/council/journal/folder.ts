/** A depot in a folder: whatever it says is kept has been brought to the disk, the names too. */
import { statSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import type { Depot, Listed, Segment } from './depot.ts';

/** Long enough that there are few, and short enough to be read and written anew in one go when something is erased. */
const SEGMENT_BYTES = 16_000_000;
/** What is being written bears this until it is whole. */
const BESIDE = '.new';
/** What has been lying beside for so long is what a crash left. */
const LEFT_MS = 3_600_000;

const isMissing = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'ENOENT';

/** A name is on the disk only when its folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Made with every folder above it, each brought to the disk. */
const makeFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
};

const begin = async (file: string, bytes: Uint8Array): Promise<Segment> => {
  await makeFolder(dirname(file));
  const handle = await open(file, 'ax');
  const append = async (more: Uint8Array): Promise<void> => {
    await handle.appendFile(more);
    await handle.datasync();
  };
  try {
    await append(bytes);
    await syncFolder(dirname(file));
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { append, close: () => handle.close() };
};

const put: (file: string, content: Parameters<Depot['put']>[1], day?: string) => Promise<void> = async (file, content, day) => {
  await makeFolder(dirname(file));
  const beside = join(dirname(file), `.${randomBytes(8).toString('hex')}${BESIDE}`);
  const handle = await open(beside, 'wx');
  try {
    try {
      for await (const bytes of content) await handle.appendFile(bytes);
      if (day !== undefined) await handle.utimes(new Date(day), new Date(day));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  // The folder's own time would tell when its youngest came.
  if (day !== undefined) await utimes(dirname(file), new Date(day), new Date(day));
  await syncFolder(dirname(file));
};

const read = async (file: string, from: number): Promise<Buffer | undefined> => {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.max(0, size - from));
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, from + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await handle.close();
  }
};

const list = async (top: string, folder: string): Promise<readonly Listed[]> => {
  const entries = await readdir(join(top, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const found: Listed[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await list(top, name)));
    const facts = entry.isFile() && !entry.name.startsWith('.') ? await stat(join(top, name)).catch(() => undefined) : undefined;
    if (facts !== undefined) found.push({ name, bytes: facts.size, changedAt: facts.mtimeMs });
  }
  return found;
};

/** Half a file that a crash left may hold what was erased since. */
const sweepBeside = async (folder: string, now: number): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of entries.filter(({ name }) => name.startsWith('.') && name.endsWith(BESIDE))) {
    const file = join(entry.parentPath, entry.name);
    const facts = await stat(file).catch(() => undefined);
    if (facts !== undefined && now - facts.ctimeMs > LEFT_MS) await rm(file, { force: true });
  }
};

/** The filesystem that a folder stands on, or will stand on. */
const deviceOf = (folder: string): number => statSync(folder, { throwIfNoEntry: false })?.dev ?? deviceOf(dirname(folder));

/** Opens nothing and writes nothing until something is kept, but sweeps up what a crash has left beside. */
export const folderDepot = ({ journalDir, dataDir, isOneDiskEnough }: Pick<Config, 'journalDir' | 'dataDir' | 'isOneDiskEnough'>): Depot => {
  const at = (name: string): string => join(journalDir, name);
  // What can't be swept up this time is swept up another time.
  void sweepBeside(journalDir, Date.now()).catch(() => undefined);
  return {
    where: journalDir,
    isApart: isOneDiskEnough || deviceOf(journalDir) !== deviceOf(dataDir),
    segmentBytes: SEGMENT_BYTES,
    begin: (name, bytes) => begin(at(name), bytes),
    put: (name, content, day) => put(at(name), content, day),
    read: (name, from = 0) => read(at(name), from),
    list: (folder) => list(journalDir, folder),
    remove: async (name) => {
      await unlink(at(name)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
  };
};
