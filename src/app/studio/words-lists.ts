/** The texts of each language as the council has them now, and put aside so that they can be checked without a network. */
import { LANGUAGES, type Language } from '../../domain/language.ts';
import { STUDIO } from '../../domain/studio.ts';
import { parseWordList, type WordList } from '../../domain/word-list.ts';
import { openWordStore } from '../../store/words.ts';

/** Undefined where the council can't be asked, or has closed the studio. */
export const fetchWordList = async (lang: Language): Promise<WordList | undefined> => {
  try {
    const response = await fetch(`${STUDIO.texts}${lang}.json`, { redirect: 'error' });
    return response.ok ? parseWordList(await response.json()) : undefined;
  } catch {
    return undefined;
  }
};

/** Gives whether all of them lie on the phone. What can't be had or kept is fetched when somebody asks for it. */
export const putWordListsAside = async (): Promise<boolean> => {
  const store = openWordStore();
  const kept = await Promise.all(
    LANGUAGES.map(async (lang) => {
      const list = await fetchWordList(lang);
      if (list !== undefined) await store.keepList(list).catch(() => undefined);
      return (await store.list(lang).catch(() => undefined)) !== undefined;
    }),
  );
  store.close();
  return kept.every(Boolean);
};
