/** What a speaker said of the words, kept on their phone until it is handed on. Residents' phones never open it. */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { Language } from '../domain/language.ts';
import { wordId, type WordList, type WordSaid } from '../domain/word-list.ts';
import { reopening } from './reopen.ts';

/** Who judges the words here, and in which language they left off. */
export interface WordDesk {
  readonly lang: Language;
  /** As people should see it; empty for someone who is not named. */
  readonly name: string;
  /** They have said whether their name is shown. */
  readonly agreed: 'name' | 'no-name';
}

export interface WordStore {
  readonly desk: () => Promise<Partial<WordDesk>>;
  readonly note: (some: Partial<WordDesk>) => Promise<void>;
  readonly saids: (lang: Language) => Promise<readonly WordSaid[]>;
  /** In the place of what was said of the same text before. On the disk when this comes back. */
  readonly keep: (said: WordSaid) => Promise<void>;
  readonly drop: (said: WordSaid) => Promise<void>;
  readonly list: (lang: Language) => Promise<WordList | undefined>;
  readonly keepList: (list: WordList) => Promise<void>;
  readonly close: () => void;
}

const NAME = 'our-turn-words';
const MINE = 'mine';

interface SaidRow extends WordSaid {
  readonly id: string;
}

/** Strict durability: when it says kept, a phone that dies this moment has it. */
export const openWordStore = (options: DexieOptions = {}): WordStore => {
  const db = new Dexie(NAME, { chromeTransactionDurability: 'strict', ...options });
  db.version(1).stores({ desk: '', saids: 'id, lang', lists: 'lang' });
  const desk = db.table('desk') as Table<Partial<WordDesk>, string>;
  const saids = db.table('saids') as Table<SaidRow, string>;
  const lists = db.table('lists') as Table<WordList, Language>;
  const ours = <T>(work: () => Promise<T>): Promise<T> => reopening(db, work);
  return {
    desk: () => ours(async () => (await desk.get(MINE)) ?? {}),
    note: (some) => ours(() => db.transaction('rw', desk, async () => void (await desk.put({ ...(await desk.get(MINE)), ...some }, MINE)))),
    saids: (lang) => ours(async () => (await saids.where('lang').equals(lang).toArray()).map(({ id: _id, ...said }) => said)),
    keep: (said) => ours(async () => void (await saids.put({ ...said, id: wordId(said) }))),
    drop: (said) => ours(() => saids.delete(wordId(said))),
    list: (lang) => ours(() => lists.get(lang)),
    keepList: (list) => ours(async () => void (await lists.put(list))),
    close: () => db.close(),
  };
};
