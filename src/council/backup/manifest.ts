/** What a backup says of itself: whose it is, which version made it, and of each file its length, its digest and its rows. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { NotDone } from '../commands/command.ts';
import { migrationsFor } from '../database/migrations.ts';

export const MANIFEST_FILE = 'manifest.json';

const BackupFile = v.object({ path: v.string(), digest: v.string(), rows: v.optional(v.number()) });
const Manifest = v.object({
  v: v.literal(1),
  council: v.string(),
  /** The last step of migrations.ts that its tables have taken. */
  schema: v.string(),
  madeAt: v.string(),
  files: v.array(BackupFile),
});

export type BackupFile = v.InferOutput<typeof BackupFile>;
export type Manifest = v.InferOutput<typeof Manifest>;

export const SCHEMA = Object.keys(migrationsFor('sqlite')).toSorted().at(-1) ?? '';

export const digestOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
  return hash.digest('hex');
};

const MAKE_ANOTHER = 'take another backup';
/** Nothing outside of the backup's folder is ever written or read in its name. */
const SAFE_PATH = /^(?:tables|packs)\/(?!(?:.*\/)?\.\.(?:\/|$))[^\\\0]+$/;

/** The manifest of a backup that is whole. Throws NotDone where it isn't one, or where any byte of it has changed. */
export const readBackup = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) throw new NotDone(`${folder} is not a backup: there is no ${MANIFEST_FILE} in it.`);
  const damaged = (path: string): NotDone => new NotDone(`The backup in ${folder} is damaged at ${path}: ${MAKE_ANOTHER}. Nothing was changed.`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw damaged(MANIFEST_FILE);
  }
  if (!v.is(Manifest, manifest) || !manifest.files.every(({ path }) => SAFE_PATH.test(path))) throw damaged(MANIFEST_FILE);
  if (manifest.schema > SCHEMA) throw new NotDone(`The backup in ${folder} was made by a newer version of Our Turn: restore it with that version. Nothing was changed.`);
  for (const { path, digest } of manifest.files) {
    if ((await digestOfFile(join(folder, path)).catch(() => undefined)) !== digest) throw damaged(path);
  }
  return manifest;
};
