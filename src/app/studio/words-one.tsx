/** One text to judge: what it says, in English, its note, its terms and its sound; then right, better, or not sure. */
import { useState } from 'preact/hooks';
import { LONGEST_NOTE, LONGEST_WORDS, tidyWords, wordFault } from '../../domain/word-fault.ts';
import { placeholdersIn } from '../../domain/placeholders.ts';
import type { ListedWord, WordList } from '../../domain/word-list.ts';
import type { StudioTexts } from '../../i18n/studio-texts.ts';
import { Button } from '../ui/button.tsx';
import { Fold } from '../ui/fold.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Said } from '../ui/said.tsx';
import { TextField } from '../ui/text-field.tsx';
import { say } from './say.ts';
import type { WordsDesk } from './words-desk.ts';

interface OneProps {
  readonly texts: StudioTexts;
  readonly desk: WordsDesk;
  readonly list: WordList;
  readonly word: ListedWord;
  /** Plays the clips one after the other; false where they can't be had. */
  readonly hear: (files: readonly string[]) => Promise<boolean>;
}

/** The text, with the places that the app fills in set apart for the eye. */
const Wording = ({ text, lang }: { readonly text: string; readonly lang: string }) => (
  <p class="wording" lang={lang}>
    {text.split(/(\{\{[^}]*\}\})/).map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>))}
  </p>
);

/** In plain words what stands in the way of a better text; undefined when nothing does. */
const wrongWith = (t: StudioTexts, lang: WordList['lang'], { english, text: was }: ListedWord, written: string): Said | undefined => {
  const text = tidyWords(written);
  const fault = wordFault(lang, english, was, text);
  if (fault === undefined) return text === tidyWords(was) ? say(t, 'words.wrong.same') : undefined;
  if (fault.why !== 'placeholders') return say(t, `words.wrong.${fault.why}`, { n: LONGEST_WORDS });
  return fault.lost.length > 0 ? say(t, 'words.wrong.lost', { places: fault.lost.join(' ') }) : say(t, 'words.wrong.strange', { places: fault.strange.join(' ') });
};

const Better = ({ texts: t, desk, list, word, onLeave }: OneProps & { readonly onLeave: () => void }) => {
  const [written, setWritten] = useState(desk.said.value?.verdict === 'better' ? desk.said.value.text : word.text);
  const [problem, setProblem] = useState<Said | undefined>(undefined);
  const places = placeholdersIn(word.english);
  // What is typed is in the language of the text; what stands round it in that of the page.
  const inPage = (said: Said): Said => ({ ...said, lang: t.lang });
  const keep = () => {
    const wrong = wrongWith(t, list.lang, word, written);
    setProblem(wrong);
    if (wrong === undefined) void desk.judge({ verdict: 'better', text: tidyWords(written), note: '' });
  };
  return (
    <>
      <div lang={list.lang}>
        <TextField
          name="words-better"
          label={inPage(say(t, 'words.better.field'))}
          {...(places.length > 0 ? { help: inPage(say(t, 'words.better.places', { places: places.join(' ') })) } : {})}
          {...(problem === undefined ? {} : { problem: inPage(problem) })}
          value={written}
          onText={setWritten}
          rows={4}
        />
      </div>
      <Button label={say(t, 'words.better.keep')} icon="kept" look="full" onPick={keep} />
      <Button label={say(t, 'words.leave')} onPick={onLeave} />
    </>
  );
};

const Unsure = ({ texts: t, desk, word, onLeave }: OneProps & { readonly onLeave: () => void }) => {
  const [note, setNote] = useState(desk.said.value?.note ?? '');
  return (
    <>
      <TextField name="words-unsure" label={say(t, 'words.unsure.field')} help={say(t, 'words.unsure.help')} value={note} onText={setNote} rows={3} />
      <Button label={say(t, 'words.better.keep')} icon="kept" look="full" onPick={() => void desk.judge({ verdict: 'unsure', text: word.text, note: tidyWords(note).slice(0, LONGEST_NOTE) })} />
      <Button label={say(t, 'words.leave')} onPick={onLeave} />
    </>
  );
};

/** What was said of it before, here or by somebody else. */
const SaidBefore = ({ texts: t, desk, list, word }: OneProps) => {
  const said = desk.said.value;
  if (said === undefined) return word.isChecked ? <Notice said={say(t, 'words.word.checked')} icon="tick" /> : null;
  return (
    <Notice said={say(t, `words.${said.verdict}.said`)} icon="kept">
      {said.verdict === 'better' ? <Wording text={said.text} lang={list.lang} /> : null}
      {said.note === '' ? null : <p class="soft">{said.note}</p>}
    </Notice>
  );
};

const Beside = ({ texts: t, list, word, hear }: OneProps) => {
  const [isSilent, setSilent] = useState(false);
  const terms = word.terms.flatMap((index) => list.terms[index] ?? []);
  return (
    <>
      {word.sounds.length === 0 ? null : <Button label={say(t, 'words.word.listen')} icon="listen" look="outline" isListen onPick={() => void hear(word.sounds).then((isHeard) => setSilent(!isHeard))} />}
      {isSilent ? <p class="soft">{t.text('words.word.silent')}</p> : null}
      {word.note === undefined ? null : (
        <p class="soft">
          {t.text('words.word.note')}: <span lang="en">{word.note}</span>
        </p>
      )}
      {terms.length === 0 ? null : (
        <Fold label={say(t, 'words.word.terms')}>
          <dl class="terms">
            {terms.map(({ english, form, definition }) => (
              <div key={english}>
                <dt lang={list.lang}>{form}</dt>
                <dd lang="en">
                  <b>{english}</b> {definition}
                </dd>
              </div>
            ))}
          </dl>
        </Fold>
      )}
    </>
  );
};

/** Keyed by its text from outside: nothing that was typed for one may stand at the next. */
export const WordsOne = (props: OneProps) => {
  const { texts: t, desk, list, word } = props;
  const [open, setOpen] = useState<'better' | 'unsure' | undefined>(undefined);
  return (
    <>
      <p class="soft">{t.text('words.count', { n: desk.at.value + 1, all: list.words.length })}</p>
      <h1 tabIndex={-1}>{t.text('words.word.ask')}</h1>
      <Wording text={word.text} lang={list.lang} />
      {list.lang === 'en' ? null : (
        <section>
          <h2>{t.text('words.word.english')}</h2>
          <Wording text={word.english} lang="en" />
        </section>
      )}
      <Beside {...props} />
      <SaidBefore {...props} />
      {open === 'better' ? <Better {...props} onLeave={() => setOpen(undefined)} /> : null}
      {open === 'unsure' ? <Unsure {...props} onLeave={() => setOpen(undefined)} /> : null}
      {open === undefined ? (
        <div class="verdicts">
          <Button label={say(t, 'words.right')} icon="tick" look="full" onPick={() => void desk.judge({ verdict: 'right', text: word.text, note: '' })} />
          <Button label={say(t, 'words.better')} icon="pen" look="outline" onPick={() => setOpen('better')} />
          <Button label={say(t, 'words.unsure')} icon="help" look="outline" onPick={() => setOpen('unsure')} />
        </div>
      ) : null}
    </>
  );
};
