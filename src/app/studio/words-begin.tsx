/** Before the first text: which language someone knows, and whether and how they are named. */
import { useState } from 'preact/hooks';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../domain/language.ts';
import { LONGEST_NAME } from '../../domain/word-fault.ts';
import type { StudioKey, StudioTexts } from '../../i18n/studio-texts.ts';
import type { WordDesk } from '../../store/words.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { say } from './say.ts';
import type { WordsDesk } from './words-desk.ts';

/** The first thing that is missing, in the order of the page. */
const missingIn = ({ lang, agreed, name }: Partial<WordDesk>): StudioKey | undefined => {
  if (lang === undefined) return 'words.begin.missing.language';
  if (agreed === undefined) return 'words.begin.missing.agree';
  return agreed === 'name' && name?.trim() === '' ? 'words.begin.missing.name' : undefined;
};

export const WordsBegin = ({ texts: t, desk }: { readonly texts: StudioTexts; readonly desk: WordsDesk }) => {
  const known = desk.person.value;
  const [lang, setLang] = useState<Language | undefined>(known.lang ?? (t.lang === 'en' ? undefined : t.lang));
  const [agreed, setAgreed] = useState<WordDesk['agreed'] | undefined>(known.agreed);
  const [name, setName] = useState(known.name ?? '');
  const [missing, setMissing] = useState<StudioKey | undefined>(undefined);
  const begin = () => {
    const found = missingIn({ ...(lang && { lang }), ...(agreed && { agreed }), name });
    setMissing(found);
    // Someone who is not named leaves no name behind, here or in the file.
    if (found === undefined && lang && agreed) void desk.begin({ lang, agreed, name: agreed === 'name' ? name.trim().slice(0, LONGEST_NAME) : '' });
  };
  return (
    <>
      <h1 tabIndex={-1}>{t.text('words.title')}</h1>
      <p>{t.text('words.what')}</p>
      <Choices name="words-lang" legend={say(t, 'words.begin.language')} items={LANGUAGES.map((value) => ({ value, said: { text: LANGUAGE_NAMES[value], lang: value } }))} value={lang} onPick={setLang} />
      <Choices
        name="words-agreed"
        legend={say(t, 'words.begin.agree')}
        help={say(t, 'words.begin.agree.help')}
        items={[
          { value: 'name', said: say(t, 'words.begin.agree.name') },
          { value: 'no-name', said: say(t, 'words.begin.agree.no-name') },
        ]}
        value={agreed}
        onPick={setAgreed}
      />
      {agreed === 'name' ? <TextField name="words-name" label={say(t, 'words.begin.name')} value={name} onText={setName} autocomplete="name" /> : null}
      {missing === undefined ? null : (
        <div role="alert">
          <Notice said={say(t, missing)} icon="warning" />
        </div>
      )}
      {desk.isBusy.value ? <p role="status">{t.text('speak.working')}</p> : null}
      <Button label={say(t, 'words.begin.do')} icon="go" look="full" onPick={begin} />
    </>
  );
};
