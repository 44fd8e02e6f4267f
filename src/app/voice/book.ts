/** A voice opened for reading: which clips say a text that stands on the screen. */
import { versionName, type PackVersion, type PackWords } from '../../domain/pack.ts';
import { clipsFor, sayCode, type SpokenValues } from '../../domain/spoken.ts';
import { CLIP_LIST_FILE, parseClipList, TEXT_OF, type ClipList, type Voice } from '../../domain/voice.ts';
import { PATHS } from '../../domain/wire.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { Speakable } from './speakable.ts';

/** Words that stand on the screen, and the folder of clips that say them. */
interface Chapter {
  readonly folder: string;
  readonly list: ClipList;
  /** From a text to its key in this list. The app's own texts are asked of `Texts`. */
  readonly keys: ReadonlyMap<string, string>;
}

/** One folder of clips, for keeping it on the phone: it is there once its list is, which is put in last. */
export interface ClipSet {
  readonly listPath: string;
  readonly list: ClipList;
  readonly clips: readonly { readonly path: string; readonly integrity: string; readonly bytes: number }[];
}

export interface Book {
  readonly voice: Voice;
  readonly isComputer: boolean;
  /** Addresses of the clips, in order; undefined where this text can't be heard, for half of it would be worse. */
  readonly clipsOf: (what: Pick<Speakable, 'text' | 'isCode'>, texts: Texts) => readonly string[] | undefined;
  /** The same for one of the app's own keys, whatever stands on the screen. */
  readonly clipsOfKey: (key: string, values?: SpokenValues) => readonly string[] | undefined;
  readonly sets: readonly ClipSet[];
}

/** A pack whose words may stand on the screen: all of them, or the title and who decides. */
export interface SpokenPack {
  readonly id: string;
  readonly version: PackVersion;
  readonly words: PackWords;
}

const fetchList = async (folder: string): Promise<ClipList | undefined> => {
  try {
    const response = await fetch(folder + CLIP_LIST_FILE, { credentials: 'omit' });
    if (!response.ok) return undefined;
    return parseClipList(await response.json());
  } catch {
    return undefined;
  }
};

const ownFolder = (voice: Voice): string => `/audio/${voice}/`;
const packFolder = (pack: Pick<SpokenPack, 'id' | 'version'>, voice: Voice): string => `${PATHS.shelf}${pack.id}/${versionName(pack.version)}/audio/${voice}/`;

const addresses = ({ folder, list }: Pick<Chapter, 'folder' | 'list'>, names: readonly string[] | undefined): readonly string[] | undefined =>
  names?.map((name) => folder + (list.clips[name]?.[0] ?? ''));

const setOf = ({ folder, list }: Chapter): ClipSet => ({
  listPath: folder + CLIP_LIST_FILE,
  list,
  clips: Object.values(list.clips).map(([file, , integrity, bytes]) => ({ path: folder + file, integrity, bytes })),
});

const bookOf = (voice: Voice, first: Chapter, chapters: readonly Chapter[]): Book => {
  // Numbers and plurals go by the voice's language, whatever the page is in.
  const lang = TEXT_OF[voice];
  const clipsOfKey: Book['clipsOfKey'] = (key, values) => addresses(first, clipsFor(first.list, lang, key, values));
  const fromPacks = (text: string): readonly string[] | undefined => {
    for (const chapter of chapters) {
      const key = chapter.keys.get(text);
      const said = key === undefined ? undefined : addresses(chapter, clipsFor(chapter.list, lang, key));
      if (said !== undefined) return said;
    }
    return undefined;
  };
  return {
    voice,
    isComputer: [first, ...chapters].some(({ list }) => list.isComputer),
    clipsOfKey,
    clipsOf: ({ text, isCode }, texts) => {
      if (isCode) {
        const names = sayCode(text);
        return names.every((name) => name in first.list.clips) ? addresses(first, names) : undefined;
      }
      const origin = texts.originOf(text);
      return fromPacks(text) ?? (origin && clipsOfKey(origin.key, origin.values));
    },
    sets: [first, ...chapters].map(setOf),
  };
};

/** Opens a voice for the app and for these packs. Undefined where its list can't be had: then no speaker sign shows. */
export const openBook = async (voice: Voice, packs: readonly SpokenPack[]): Promise<Book | undefined> => {
  const [own, ...lists] = await Promise.all([fetchList(ownFolder(voice)), ...packs.map((pack) => fetchList(packFolder(pack, voice)))]);
  if (own === undefined) return undefined;
  const chapters = packs.flatMap((pack, index): readonly Chapter[] => {
    const list = lists[index];
    return list === undefined ? [] : [{ folder: packFolder(pack, voice), list, keys: new Map(Object.entries(pack.words).map(([key, text]) => [text, key])) }];
  });
  return bookOf(voice, { folder: ownFolder(voice), list: own, keys: new Map() }, chapters);
};
