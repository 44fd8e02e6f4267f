/** What there is to say in a voice: the app's own words and every conversation's, cut into prompts, core keys first. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import bnApp from '../../locales/bn/app.json' with { type: 'json' };
import bnProblems from '../../locales/bn/problems.json' with { type: 'json' };
import bnSpoken from '../../locales/bn/spoken.json' with { type: 'json' };
import enApp from '../../locales/en/app.json' with { type: 'json' };
import notes from '../../locales/en/notes.json' with { type: 'json' };
import enProblems from '../../locales/en/problems.json' with { type: 'json' };
import enSpoken from '../../locales/en/spoken.json' with { type: 'json' };
import soApp from '../../locales/so/app.json' with { type: 'json' };
import soProblems from '../../locales/so/problems.json' with { type: 'json' };
import soSpoken from '../../locales/so/spoken.json' with { type: 'json' };
import type { Language } from '../domain/language.ts';
import { versionName } from '../domain/pack.ts';
import { promptsOf } from '../domain/spoken.ts';
import type { StudioList, StudioPrompt } from '../domain/studio.ts';
import { clipFile, CORE_KEYS, parseManifest, TEXT_OF, textToHash, type Voice, type VoiceManifest } from '../domain/voice.ts';
import { PATHS } from '../domain/wire.ts';
import type { Council } from './council.ts';
import { packNames } from './packs/sources.ts';

type Words = Readonly<Record<string, string>>;
export type Desk = Pick<Council, 'config' | 'packs'>;

const LOCALES: Readonly<Record<Language, { readonly app: Words; readonly problems: Words; readonly spoken: Words }>> = {
  en: { app: enApp, problems: enProblems, spoken: enSpoken },
  so: { app: soApp, problems: soProblems, spoken: soSpoken },
  bn: { app: bnApp, problems: bnProblems, spoken: bnSpoken },
};
const NOTES: Words = notes;

/** For whoever says or translates it; only the app's own words have some. */
export const noteFor = (shelf: string, key: string): string | undefined => (shelf === 'app' ? NOTES[key] : undefined);

/** One place for clips, with its words, and the address below which they are heard now. */
export interface Shelf {
  readonly id: string;
  readonly words: (lang: Language) => Words;
  readonly manifest: (voice: Voice) => VoiceManifest | undefined;
  /** Undefined where nothing of it is published in this voice. */
  readonly address: (voice: Voice) => string | undefined;
}

const readJson = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const readManifest = (folder: string): VoiceManifest | undefined => {
  const parsed = parseManifest(readJson(join(folder, 'manifest.json')));
  return parsed.ok ? parsed.value : undefined;
};

const appShelf = ({ config }: Desk): Shelf => ({
  id: 'app',
  words: (lang) => {
    const { app, problems, spoken } = LOCALES[lang];
    return { ...app, ...Object.fromEntries(Object.entries(problems).map(([code, text]) => [`problems.${code}`, text])), ...spoken };
  },
  manifest: (voice) => readManifest(join(config.distDir, 'page/audio', voice)),
  address: (voice) => `/audio/${voice}/`,
});

/** A set is heard in a conversation that has it, under the name that it has there. */
const published = ({ packs }: Desk, id: string, voice: Voice): string | undefined => {
  for (const entry of packs.shelf().packs) {
    const pack = packs.current(entry.id)?.pack;
    const prefixes: Readonly<Record<string, string>> = pack === undefined ? {} : { [pack.id]: '', [`sets/${pack.support.id}`]: 'support.', [`sets/${pack.aboutYou.id}`]: 'about.' };
    const prefix = prefixes[id];
    if (prefix !== undefined && entry.voices?.[voice] !== undefined) return `${PATHS.shelf}${entry.id}/${versionName(entry.version)}/audio/${voice}/${prefix}`;
  }
  return undefined;
};

const packShelf = (desk: Desk, id: string): Shelf => {
  const folder = join(desk.config.packsDir, id);
  return {
    id,
    words: (lang) => (readJson(join(folder, `${lang}.json`)) ?? {}) as Words,
    manifest: (voice) => readManifest(join(folder, 'audio', voice)),
    address: (voice) => published(desk, id, voice),
  };
};

const setNames = (packsDir: string): readonly string[] => {
  const folder = join(packsDir, 'sets');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
};

const promptsOn = (shelf: Shelf, voice: Voice): readonly StudioPrompt[] => {
  const [words, english] = [shelf.words(TEXT_OF[voice]), shelf.words('en')];
  const [manifest, address] = [shelf.manifest(voice), shelf.address(voice)];
  return Object.entries(words).flatMap(([key, whole]) =>
    promptsOf(key, whole).prompts.map(({ name, text, goesOn }) => {
      const textHash = createHash('sha256').update(textToHash(text)).digest('hex');
      const clip = manifest?.clips[name];
      const isHeard = clip !== undefined && address !== undefined && clip.textHash === textHash;
      const note = noteFor(shelf.id, key);
      return {
        shelf: shelf.id,
        name,
        text,
        textHash,
        isCore: shelf.id === 'app' && CORE_KEYS.includes(key),
        goesOn,
        ...(voice === 'en' || english[key] === undefined ? {} : { english: english[key] }),
        ...(note === undefined ? {} : { note }),
        ...(isHeard ? { now: { file: address + clipFile(name, clip), isComputer: clip.source === 'computer' } } : {}),
      };
    }),
  );
};

/** Core keys in their own order, then conversations, then the rest of the app, then numbers, days and letters. */
const rankOf = ({ shelf, name, isCore }: StudioPrompt): number => {
  if (isCore) return CORE_KEYS.indexOf(name.replace(/~\d+$/, ''));
  if (shelf !== 'app') return 1_000;
  return name.startsWith('say.') ? 3_000 : 2_000;
};

/** The app's, then every conversation's, then every shared set's. */
export const shelvesOf = (desk: Desk): readonly Shelf[] => {
  const { packsDir } = desk.config;
  return [appShelf(desk), ...[...packNames(packsDir), ...setNames(packsDir).map((name) => `sets/${name}`)].map((id) => packShelf(desk, id))];
};

export const studioList = (desk: Desk, voice: Voice): StudioList => {
  const prompts = shelvesOf(desk).flatMap((shelf) => promptsOn(shelf, voice));
  // Sorting keeps the order of what ranks alike.
  return { v: 1, voice, prompts: prompts.toSorted((one, other) => rankOf(one) - rankOf(other)) };
};
