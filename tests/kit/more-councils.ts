/** More endpoints of one council: each with a folder of its own, and with the keys and the PostgreSQL of the first. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Engine } from '../../src/council/database/engine.ts';
import { aCouncil, type ACouncil, type CouncilWish } from './a-council.ts';
import { aFolder } from './a-folder.ts';
import { askServer, ENGINE, urlOf } from './engine.ts';

/** A folder for another endpoint, in which the keys lie already. */
export const aFolderWithKeysOf = (keysDir: string): string => {
  const folder = aFolder();
  cpSync(keysDir, join(folder, 'keys'), { recursive: true });
  return folder;
};

export const anotherCouncil = ({ council }: ACouncil, wish: CouncilWish = {}): Promise<ACouncil> => {
  const { databaseUrl, keysDir, packsDir } = council.config;
  if (databaseUrl === undefined) throw new Error('only a PostgreSQL is shared');
  return aCouncil(aFolderWithKeysOf(keysDir), { databaseUrl, packsDir, ...wish });
};

let last = 0;

/** A database in which nothing is yet, not even our tables. */
export const anEmptyDatabase = async (): Promise<{ readonly name: string; readonly url: string }> => {
  if (ENGINE !== ('postgres' satisfies Engine)) throw new Error('only on PostgreSQL');
  const name = `empty${process.pid}_${(last += 1)}`;
  await askServer(`create database ${name}`);
  onTestFinished(() => askServer(`drop database ${name} with (force)`).then(() => undefined));
  return { name, url: urlOf(name) };
};
