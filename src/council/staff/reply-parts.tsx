/** What the pages of a reply share: what each part is called, what is wrong with it, and how residents see it. */
import bn from '../../../locales/bn/app.json' with { type: 'json' };
import en from '../../../locales/en/app.json' with { type: 'json' };
import so from '../../../locales/so/app.json' with { type: 'json' };
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../domain/language.ts';
import type { ReplyWords } from '../../domain/reply.ts';
import { languagesMissing, LONGEST_PART, REPLY_PARTS, type ReplyFault, type ReplyPart, type ReplyWordsByLanguage } from '../replies.ts';
import { Notice, type Fault } from './parts.tsx';
import { say } from './words.ts';

const isPart = (text: string | undefined): text is ReplyPart => REPLY_PARTS.includes(text as ReplyPart);

/** The names of a field such as `so-did`, in words. */
const placeOf = (at: string): { readonly part: string; readonly language: string } => {
  const [lang, part] = at.split('-');
  return { part: isPart(part) ? say(`reply.${part}`) : at, language: LANGUAGE_NAMES[lang as Language] ?? '' };
};

/** A fault as a person reads it, with the field that it is about. */
export const faultWords = ({ code, at = '' }: ReplyFault): Fault => ({ at, words: say(`fault.${code}`, { ...placeOf(at), longest: LONGEST_PART, at }) });

/** The headings that residents see, from the app's own words. */
const HEADINGS: Readonly<Record<Language, Readonly<Record<ReplyPart, string>>>> = {
  en: { said: en['replies.said'], did: en['replies.did'], didNot: en['replies.did-not'] },
  so: { said: so['replies.said'], did: so['replies.did'], didNot: so['replies.did-not'] },
  bn: { said: bn['replies.said'], did: bn['replies.did'], didNot: bn['replies.did-not'] },
};

const OneLanguage = ({ lang, words }: { readonly lang: Language; readonly words: ReplyWords }) => (
  <article class="card reply" lang={lang} aria-label={LANGUAGE_NAMES[lang]}>
    <p class="tag">{LANGUAGE_NAMES[lang]}</p>
    {REPLY_PARTS.filter((part) => words[part].trim() !== '').map((part) => (
      <section class={part === 'didNot' ? 'did-not' : part}>
        <h3>{HEADINGS[lang][part]}</h3>
        <p class="exact">{words[part]}</p>
      </section>
    ))}
  </article>
);

/** Each language as it will stand on a phone. */
export const Preview = ({ words }: { readonly words: ReplyWordsByLanguage }) => (
  <div class="languages">
    {LANGUAGES.map((lang) => {
      const found = words[lang];
      return found === undefined ? null : <OneLanguage lang={lang} words={found} />;
    })}
  </div>
);

/** Said before publishing, never a hindrance: a reply in one language today is better than none. */
export const MissingLanguages = ({ words }: { readonly words: ReplyWordsByLanguage }) => {
  const missing = languagesMissing(words).filter((lang) => lang !== 'en');
  if (missing.length === 0) return null;
  const names = new Intl.ListFormat('en-GB').format(missing.map((lang) => LANGUAGE_NAMES[lang]));
  return (
    <Notice>
      <p>{say('reply.missing', { languages: names })}</p>
    </Notice>
  );
};
