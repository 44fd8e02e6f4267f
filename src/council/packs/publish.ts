/** Publishing: turns a checked pack into an immutable version on the disk, prerendered, with a hash for every file. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LANGUAGES } from '../../domain/language.ts';
import { versionName, type Pack, type PackVersion } from '../../domain/pack.ts';
import type { Prerender } from '../../domain/page.ts';
import type { KeyRing } from '../../domain/wire.ts';
import type { Council } from '../council.ts';
import { asStartFault } from '../start-fault.ts';
import { manifestOf, SHELF_FILE } from './shelf.ts';
import { readVoices, type PublishedVoice } from './voices.ts';
import { checkPack, faultLine, packNames, type CheckedPack } from './sources.ts';

const HASH_DIGITS = 16;
/** Stands in the place of the version while its own hash is made. */
const NO_VERSION: PackVersion = { number: 0, hash: '0'.repeat(HASH_DIGITS) };

/** Every file of a version by its path; what a device fetches, and the prerendered pages in it. */
const filesOf = (source: CheckedPack, version: PackVersion, ring: KeyRing, prerender: Prerender): ReadonlyMap<string, string> => {
  const pack: Pack = { ...source.pack, version };
  return new Map([
    ['pack.json', JSON.stringify(pack)],
    ['keys.json', JSON.stringify(ring)],
    ...LANGUAGES.flatMap((lang) => [
      [`words.${lang}.json`, JSON.stringify(source.words[lang])] as const,
      [`page.${lang}.json`, JSON.stringify(prerender.packPage(pack, source.words[lang], lang))] as const,
    ]),
  ]);
};

/** Over everything published with it: another word, key or screen makes another version. */
const hashOf = (files: ReadonlyMap<string, string>, voices: readonly PublishedVoice[]): string => {
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(`${path}\n${Buffer.byteLength(text)}\n${text}`);
  for (const { voice, shelf } of voices) hash.update(`\n${voice} ${shelf.integrity}`);
  return hash.digest('hex').slice(0, HASH_DIGITS);
};

const writeVersion = (folder: string, files: ReadonlyMap<string, string | (() => Uint8Array)>, shelfEntry: string): void => {
  // Beside, and then renamed: a version is there whole or not at all.
  const beside = `${folder}.new`;
  rmSync(beside, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(beside, path)), { recursive: true });
    writeFileSync(join(beside, path), typeof content === 'string' ? content : content(), { flush: true });
  }
  writeFileSync(join(beside, SHELF_FILE), shelfEntry, { flush: true });
  renameSync(beside, folder);
};

type Desk = Pick<Council, 'config' | 'db' | 'env' | 'keys' | 'prerender' | 'log'>;

/** False where another process has given this number to a version of its own meanwhile. */
const claim = async ({ db, env }: Desk, pack: string, version: PackVersion): Promise<boolean> => {
  const row = { pack, ...version, publishedAt: env.now() };
  const done = await db.insertInto('published').values(row).onConflict((same) => same.columns(['pack', 'number']).doNothing()).executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
};

/**
 * Publishes this pack unless the newest version is the very same. Gives the version that stands now. Each process writes
 * into a folder of its own, so one that another has published is written here too: same hash, same files.
 */
const publish = async (council: Desk, source: CheckedPack): Promise<PackVersion> => {
  const { ring } = council.keys;
  const { id } = source.pack;
  const voices = readVoices(council.config.packsDir, { id, support: source.pack.support.id, aboutYou: source.pack.aboutYou.id });
  const hash = hashOf(filesOf(source, NO_VERSION, ring, council.prerender), voices);
  const newest = await council.db.selectFrom('published').selectAll().where('pack', '=', id).orderBy('number', 'desc').executeTakeFirst();
  const isNew = newest?.hash !== hash;
  const version = { number: (newest?.number ?? 0) + (isNew ? 1 : 0), hash };
  const folder = join(council.config.dataDir, 'packs', id, versionName(version));
  if (!isNew && existsSync(folder)) return version;
  const files = filesOf(source, version, ring, council.prerender);
  const spoken = voices.flatMap((voice) => [...voice.files]);
  writeVersion(folder, new Map<string, string | (() => Uint8Array)>([...files, ...spoken]), JSON.stringify(manifestOf({ ...source.pack, version }, source.words, files, voices)));
  if (isNew && !(await claim(council, id, version))) return publish(council, source);
  if (isNew) council.log('pack-published', { pack: id, version: versionName(version) });
  return version;
};

/**
 * Publishes every pack whose sources are sound. A pack with a fault is refused, each fault is logged, and the last
 * good version stays in use. Gives the names of all that have sources.
 */
export const publishAll = async (council: Desk): Promise<readonly string[]> => {
  const names = packNames(council.config.packsDir);
  try {
    for (const name of names) {
      const checked = checkPack(council.config.packsDir, name);
      if (checked.ok) await publish(council, checked.value);
      else for (const fault of checked.problem) council.log('pack-fault', { pack: name, fault: faultLine(fault) });
    }
  } catch (error) {
    throw asStartFault(error, join(council.config.dataDir, 'packs'));
  }
  return names;
};

