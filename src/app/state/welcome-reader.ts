/** The welcome by ear: nobody has chosen a language yet, so each row is said in its own. */
import { LANGUAGE_NAMES, LANGUAGES, isLanguage, type Language } from '../../domain/language.ts';
import { TALK } from '../screens/talk-words.ts';
import type { Book } from '../voice/book.ts';
import type { Utterance } from '../voice/player.ts';
import type { Reader } from '../voice/reader.ts';

/** A language's own name is said as "choose your language" in that language: it is what its row is for. */
const keysIn = (lang: Language): ReadonlyMap<string, string> =>
  new Map([
    [LANGUAGE_NAMES[lang], 'welcome.title'],
    [TALK[lang].title, 'welcome.title'],
    [TALK[lang].listen, 'listen.all'],
    [TALK[lang].talk, 'welcome.talk'],
  ]);

export const welcomeReader = (books: readonly Book[]): Reader | undefined => {
  const [book] = books;
  if (book === undefined) return undefined;
  const keys = new Map(LANGUAGES.map((lang) => [lang, keysIn(lang)]));
  return {
    book,
    fillsIn: undefined,
    utter: (texts) =>
      texts.flatMap(({ text, within, of }): readonly Utterance[] => {
        const lang = within.closest('[lang]')?.getAttribute('lang');
        const key = isLanguage(lang) ? keys.get(lang)?.get(text) : undefined;
        const said = key === undefined ? undefined : books.find(({ voice }) => voice === lang)?.clipsOfKey(key);
        return said === undefined ? [] : [{ clips: said, of }];
      }),
    utterKey: (key) => books.flatMap((each) => [{ clips: each.clipsOfKey(key) ?? [], of: null }]),
  };
};
