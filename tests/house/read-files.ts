/** Reads the repository's files as text, with paths from its root: what the house's rules are held against. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { TextFile } from './rules.ts';

const root = join(import.meta.dirname, '../..');

export const exists = (path: string): boolean => existsSync(join(root, path));

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

export const readWords = (path: string): Readonly<Record<string, string>> => JSON.parse(readText(path)) as Record<string, string>;

export const filesUnder = (folder: string, name: RegExp): readonly TextFile[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort()
    .map((path) => ({ path, text: readText(path) }));
