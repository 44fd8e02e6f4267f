/** The speaker's desk: which text is on it, what was said of each, kept on the phone before it is called kept. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import type { Verdict } from '../../domain/speaker-words.ts';
import { nextWord, progressOfWords, saidOf, wordId, type ListedWord, type WordList, type WordProgress, type WordSaid } from '../../domain/word-list.ts';
import type { WordDesk, WordStore } from '../../store/words.ts';

export type WordsView = 'begin' | 'home' | 'word' | 'done' | 'share';

/** What the desk needs of the world. */
export interface WordsWorld {
  readonly store: WordStore;
  /** The texts of a language as the council has them now; undefined where it can't be asked. */
  readonly fetchList: (lang: Language) => Promise<WordList | undefined>;
  /** A day, by this phone's clock. */
  readonly today: () => string;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly text: string;
  readonly note: string;
}

export interface WordsDesk {
  readonly view: Signal<WordsView>;
  readonly person: ReadonlySignal<Partial<WordDesk>>;
  readonly list: ReadonlySignal<WordList | undefined>;
  readonly saids: ReadonlySignal<ReadonlyMap<string, WordSaid>>;
  readonly progress: ReadonlySignal<WordProgress>;
  /** Of every language whose texts are on this phone. */
  readonly progressIn: ReadonlySignal<ReadonlyMap<Language, WordProgress>>;
  /** The text on the desk, and which one of all it is. */
  readonly word: ReadonlySignal<ListedWord | undefined>;
  readonly at: ReadonlySignal<number>;
  readonly said: ReadonlySignal<WordSaid | undefined>;
  readonly trouble: ReadonlySignal<'no-list' | 'not-kept' | undefined>;
  /** It waits for the texts. */
  readonly isBusy: ReadonlySignal<boolean>;
  readonly canUndo: ReadonlySignal<boolean>;
  /** Takes up where this phone left off. */
  readonly open: () => Promise<void>;
  readonly begin: (person: WordDesk) => Promise<void>;
  /** To the next text that nobody has judged, or to the end. */
  readonly goOn: () => void;
  readonly turn: (by: 1 | -1) => void;
  readonly judge: (judged: Judged) => Promise<void>;
  readonly undo: () => Promise<void>;
}

const NO_PROGRESS: WordProgress = { core: { done: 0, all: 0 }, every: { done: 0, all: 0 } };

/** What the last judgement took the place of. */
interface Before {
  readonly at: number;
  readonly kept: WordSaid;
  readonly before: WordSaid | undefined;
}

const saidIn = async (store: WordStore, lang: Language): Promise<ReadonlyMap<string, WordSaid>> => new Map((await store.saids(lang)).map((each) => [wordId(each), each]));

/** How far each language is, from what lies on the disk. */
const progressOnDisk = async (store: WordStore): Promise<ReadonlyMap<Language, WordProgress>> => {
  const found = await Promise.all(
    LANGUAGES.map(async (lang) => {
      const list = await store.list(lang);
      return list === undefined ? undefined : ([lang, progressOfWords(list, await saidIn(store, lang))] as const);
    }),
  );
  return new Map(found.filter((each) => each !== undefined));
};

export const makeWordsDesk = ({ store, fetchList, today }: WordsWorld): WordsDesk => {
  const view = signal<WordsView>('begin');
  const person = signal<Partial<WordDesk>>({});
  const list = signal<WordList | undefined>(undefined);
  const saids = signal<ReadonlyMap<string, WordSaid>>(new Map());
  const onDisk = signal<ReadonlyMap<Language, WordProgress>>(new Map());
  const at = signal(0);
  const isBusy = signal(false);
  const trouble = signal<'no-list' | 'not-kept' | undefined>(undefined);
  const last = signal<Before | undefined>(undefined);
  const word = computed(() => list.value?.words[at.value]);
  const progress = computed(() => (list.value ? progressOfWords(list.value, saids.value) : NO_PROGRESS));
  const said = computed(() => (list.value && word.value ? saidOf(list.value, word.value, saids.value) : undefined));

  /** Nothing shows before the disk has it. */
  const keepThen = async (write: () => Promise<void>, then: () => void): Promise<void> => {
    try {
      await write();
      trouble.value = undefined;
      then();
    } catch {
      trouble.value = 'not-kept';
    }
  };

  /** What the council has now. Where there is no room to keep it, it is fetched again another time. */
  const refresh = async (lang: Language): Promise<WordList | undefined> => {
    const fetched = await fetchList(lang);
    if (fetched !== undefined) await store.keepList(fetched).catch(() => undefined);
    // A text that is being read does not change under somebody's eyes: it is asked for again another time.
    if (fetched !== undefined && person.value.lang === lang && view.value !== 'word') list.value = fetched;
    return fetched;
  };

  /** What is here shows at once; only what is not here is waited for. */
  const load = async (lang: Language): Promise<boolean> => {
    const known = await store.list(lang).catch(() => undefined);
    if (known !== undefined) void refresh(lang);
    isBusy.value = known === undefined;
    const found = known ?? (await refresh(lang));
    isBusy.value = false;
    list.value = found;
    trouble.value = found === undefined ? 'no-list' : undefined;
    if (found !== undefined) saids.value = await saidIn(store, lang);
    onDisk.value = await progressOnDisk(store).catch(() => onDisk.value);
    return found !== undefined;
  };

  const goOn = (): void => {
    const next = list.value && nextWord(list.value, saids.value, at.value);
    view.value = next === undefined ? 'done' : 'word';
    if (next !== undefined) at.value = next;
  };

  const put = (kept: WordSaid): void => void (saids.value = new Map(saids.value).set(wordId(kept), kept));

  return {
    view, person, list, saids, word, at, said, trouble, isBusy,
    progress,
    progressIn: computed(() => (list.value ? new Map(onDisk.value).set(list.value.lang, progress.value) : onDisk.value)),
    canUndo: computed(() => last.value !== undefined),
    open: async () => {
      person.value = await store.desk().catch(() => ({}));
      const { lang, agreed } = person.value;
      if (lang !== undefined && agreed !== undefined && (await load(lang))) view.value = 'home';
    },
    begin: (mine) =>
      keepThen(() => store.note(mine), () => void (person.value = mine)).then(async () => {
        last.value = undefined;
        at.value = 0;
        if (trouble.value === undefined && (await load(mine.lang))) view.value = 'home';
      }),
    goOn,
    turn: (by) => {
      const all = list.value?.words.length ?? 0;
      if (all > 0) at.value = (at.value + by + all) % all;
      view.value = 'word';
    },
    judge: async ({ verdict, text, note }) => {
      const [now, on] = [word.value, list.value];
      if (now === undefined || on === undefined) return;
      const kept: WordSaid = { lang: on.lang, place: now.place, key: now.key, english: now.english, was: now.text, verdict, text, note, on: today() };
      const before = { at: at.value, kept, before: saids.value.get(wordId(kept)) };
      await keepThen(() => store.keep(kept), () => {
        put(kept);
        last.value = before;
        goOn();
      });
    },
    undo: async () => {
      const undone = last.value;
      if (undone === undefined) return;
      const { kept, before } = undone;
      await keepThen(() => (before === undefined ? store.drop(kept) : store.keep(before)), () => {
        const rest = new Map(saids.value);
        rest.delete(wordId(kept));
        saids.value = before === undefined ? rest : rest.set(wordId(before), before);
        at.value = undone.at;
        last.value = undefined;
        view.value = 'word';
      });
    },
  };
};
