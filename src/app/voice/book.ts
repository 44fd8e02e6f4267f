/** A voice opened for reading: which clips say a text that stands on the screen. */
import type { Language } from '../../domain/language.ts';
import { versionName, type PackVersion, type PackWords } from '../../domain/pack.ts';
import { clipsFor, sayCode } from '../../domain/spoken.ts';
import { CLIP_LIST_FILE, parseClipList, type ClipList, type Voice } from '../../domain/voice.ts';
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

export interface Book {
  readonly voice: Voice;
  readonly isComputer: boolean;
  /** Addresses of the clips, in order; undefined where this text can't be heard, for half of it would be worse. */
  readonly clipsOf: (what: Pick<Speakable, 'text' | 'isCode'>, texts: Texts) => readonly string[] | undefined;
  /** Every clip and list of the chapters that are open, for keeping the voice on the phone. */
  readonly files: readonly { readonly path: string; readonly integrity?: string; readonly bytes: number }[];
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

const filesOf = ({ folder, list }: Chapter): Book['files'] => [
  { path: folder + CLIP_LIST_FILE, bytes: 0 },
  ...Object.values(list.clips).map(([file, , integrity, bytes]) => ({ path: folder + file, integrity, bytes })),
];

/** Opens a voice for the app and for these packs. Undefined where its list can't be had: then no speaker sign shows. */
export const openBook = async (voice: Voice, packs: readonly SpokenPack[]): Promise<Book | undefined> => {
  const [own, ...lists] = await Promise.all([fetchList(ownFolder(voice)), ...packs.map((pack) => fetchList(packFolder(pack, voice)))]);
  if (own === undefined) return undefined;
  const first: Chapter = { folder: ownFolder(voice), list: own, keys: new Map() };
  const chapters = packs.flatMap((pack, index): readonly Chapter[] => {
    const list = lists[index];
    return list === undefined ? [] : [{ folder: packFolder(pack, voice), list, keys: new Map(Object.entries(pack.words).map(([key, text]) => [text, key])) }];
  });
  // Numbers and plurals go by the voice's language, whatever the page is in.
  const lang: Language | 'bn' = voice === 'syl' ? 'bn' : voice;
  return {
    voice,
    isComputer: [first, ...chapters].some(({ list }) => list.isComputer),
    clipsOf: ({ text, isCode }, texts) => {
      if (isCode) return addresses(first, sayCode(text));
      for (const chapter of chapters) {
        const key = chapter.keys.get(text);
        const said = key === undefined ? undefined : addresses(chapter, clipsFor(chapter.list, lang, key));
        if (said !== undefined) return said;
      }
      const origin = texts.originOf(text);
      return origin && addresses(first, clipsFor(own, lang, origin.key, origin.values));
    },
    files: [first, ...chapters].flatMap(filesOf),
  };
};
