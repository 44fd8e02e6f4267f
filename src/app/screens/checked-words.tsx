/** How far the words on the screen have been checked, in plain words: by nobody, some of them, or all; and by whom. */
import type { CheckedCount } from '../../domain/checked-words.ts';
import type { Language } from '../../domain/language.ts';
import { formatList } from '../../i18n/format.ts';
import type { Texts } from '../../i18n/texts.ts';
import { Notice } from '../ui/notice.tsx';
import { say } from './words.ts';

/** Counted when the app is built, from what is written down by each text. */
declare const __CHECKED__: Readonly<Record<Language, CheckedCount>>;

interface CheckedProps {
  readonly texts: Texts;
  readonly count?: CheckedCount;
}

/** English is what the others were made from, so that no computer wrote it. */
const NOBODY = { en: 'help.check', so: 'draft-words', bn: 'draft-words' } as const;

const keyFor = (lang: Language, { checked, all }: CheckedCount) => (checked === 0 ? NOBODY[lang] : checked < all ? 'draft-words.some' : 'draft-words.all');

const HowMany = ({ texts, count }: Required<CheckedProps>) =>
  count.checked === 0 || count.checked === count.all ? null : (
    <p class="soft">{texts.text('draft-words.count', { checked: count.checked, sentences: count.all })}</p>
  );

/** Before a person answers. Nothing is said where all words were checked, and nothing of English. */
export const DraftNotice = ({ texts, count = __CHECKED__[texts.lang] }: CheckedProps) =>
  texts.lang === 'en' || count.checked === count.all ? null : (
    <Notice said={say(texts, keyFor(texts.lang, count))} icon="pen">
      <HowMany texts={texts} count={count} />
    </Notice>
  );

/** Who checked the words that the person is reading; nobody yet is said as plainly as a name would be. */
export const WhoChecked = ({ texts, count = __CHECKED__[texts.lang] }: CheckedProps) => {
  const names = [...count.by, ...(count.unnamed ? [texts.text('draft-words.unnamed')] : [])];
  return (
    <>
      <p>{texts.text(keyFor(texts.lang, count))}</p>
      <HowMany texts={texts} count={count} />
      {names.length > 0 ? <p class="strong">{formatList(texts.lang, names)}</p> : null}
    </>
  );
};
