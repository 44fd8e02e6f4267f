/** Checking the words: the desk with what lies on it, from the choice of a language to the file that is handed on. */
import { useEffect, useState } from 'preact/hooks';
import { LANGUAGE_NAMES } from '../../domain/language.ts';
import type { StudioTexts } from '../../i18n/studio-texts.ts';
import { openWordStore } from '../../store/words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Row } from '../ui/row.tsx';
import { useFreshHeading } from './fresh-heading.ts';
import { say } from './say.ts';
import type { ScreenProps, Studio } from './studio.ts';
import { WordsBegin } from './words-begin.tsx';
import { makeWordsDesk, type WordsDesk } from './words-desk.ts';
import { fetchWordList } from './words-lists.ts';
import { WordsOne } from './words-one.tsx';
import { WordsShare } from './words-share.tsx';

interface ViewProps {
  readonly studio: Studio;
  readonly texts: StudioTexts;
  readonly desk: WordsDesk;
}

/** By language: the words that nobody can do without, and all of them. The one that lies on the desk comes first. */
const Progress = ({ texts: t, desk }: ViewProps) => {
  const mine = desk.person.value.lang;
  const languages = [...desk.progressIn.value].toSorted(([one], [other]) => Number(other === mine) - Number(one === mine));
  return (
    <ul class="list">
      {languages.map(([lang, { core, every }]) => (
        <li key={lang} class="voice-progress">
          <b lang={lang}>{LANGUAGE_NAMES[lang]}</b>
          <span>
            {t.text('words.progress.core', { n: core.done, all: core.all })}
            <progress value={core.done} max={core.all} aria-label={LANGUAGE_NAMES[lang]} />
          </span>
          <small>{t.text('words.progress.every', { n: every.done, all: every.all })}</small>
        </li>
      ))}
    </ul>
  );
};

const HomeView = (props: ViewProps) => {
  const { texts: t, desk } = props;
  const { done, all } = desk.progress.value.every;
  return (
    <>
      <h1 tabIndex={-1}>{t.text('words.title')}</h1>
      <div class="list">
        <Row said={say(t, done === all ? 'words.done.look' : 'words.go-on')} picture="read" onPick={() => (done === all ? desk.turn(1) : desk.goOn())} />
        <Row said={say(t, 'words.share.title')} picture="sent" onPick={() => void (desk.view.value = 'share')} />
        <Row said={say(t, 'words.begin.change')} picture="language" onPick={() => void (desk.view.value = 'begin')} />
      </div>
      <Progress {...props} />
    </>
  );
};

const DoneView = (props: ViewProps) => (
  <>
    <h1 tabIndex={-1}>{props.texts.text('words.done.title')}</h1>
    <p>{props.texts.text('words.done.what')}</p>
    <Progress {...props} />
    <Button label={say(props.texts, 'words.share.title')} icon="sent" look="full" onPick={() => void (props.desk.view.value = 'share')} />
    <Button label={say(props.texts, 'words.done.look')} icon="read" look="outline" onPick={() => props.desk.turn(1)} />
  </>
);

const View = (props: ViewProps) => {
  const { studio, texts, desk } = props;
  const [view, list, word] = [desk.view.value, desk.list.value, desk.word.value];
  const hear = async (files: readonly string[]) => {
    for (const file of files) {
      const heard = await studio.ear.hear(file);
      // Cut short by something else that plays is not missing.
      if (heard !== 'heard') return heard === 'cut';
    }
    return true;
  };
  if (view === 'begin' || list === undefined) return <WordsBegin texts={texts} desk={desk} />;
  switch (view) {
    case 'home':
      return <HomeView {...props} />;
    case 'done':
      return <DoneView {...props} />;
    case 'share':
      return <WordsShare texts={texts} desk={desk} list={list} today={studio.today()} />;
    case 'word':
      return word === undefined ? <DoneView {...props} /> : <WordsOne key={`${word.place} ${word.key}`} texts={texts} desk={desk} list={list} word={word} hear={hear} />;
  }
};

/** What was just kept, and the way to take it back: it stands where the next text begins. */
const JustKept = ({ texts: t, desk }: ViewProps) =>
  desk.canUndo.value && (desk.view.value === 'word' || desk.view.value === 'done') ? (
    <div class="just-kept" role="status">
      <span>{t.text('words.word.kept')}</span>
      <Button label={say(t, 'words.word.undo')} icon="undo" onPick={() => void desk.undo()} />
    </div>
  ) : null;

/** The ways round the desk: the text before, the next, and out. */
const Ways = ({ studio, texts: t, desk }: ViewProps) => {
  const view = desk.view.value;
  return (
    <nav class="word-ways" aria-label={t.text('words.title')}>
      {view === 'word' ? <Button label={say(t, 'words.previous')} icon="back" onPick={() => desk.turn(-1)} /> : null}
      {view === 'word' ? <Button label={say(t, 'words.next')} icon="go" onPick={() => desk.turn(1)} /> : null}
      {view === 'share' ? (
        <Button label={say(t, 'back')} icon="back" onPick={() => void (desk.view.value = 'home')} />
      ) : view === 'home' || view === 'begin' ? (
        <Button label={say(t, 'back')} icon="back" onPick={() => studio.go('home')} />
      ) : (
        <Button label={say(t, 'words.home')} icon="kept" onPick={() => void (desk.view.value = 'home')} />
      )}
    </nav>
  );
};

export const Words = ({ studio }: ScreenProps) => {
  const [store] = useState(openWordStore);
  const [desk] = useState(() => makeWordsDesk({ store, fetchList: fetchWordList, today: studio.today }));
  useEffect(() => {
    void desk.open();
    return () => store.close();
  }, [desk, store]);
  useFreshHeading(`${desk.view.value} ${desk.at.value}`);
  const props: ViewProps = { studio, texts: studio.texts.value, desk };
  const trouble = desk.trouble.value;
  return (
    <main id="main" data-screen="studio-words" data-view={desk.view.value}>
      <div class="stop">
        {trouble === undefined ? null : (
          <div role="alert">
            <Notice said={say(props.texts, `words.trouble.${trouble}`)} icon="warning" />
          </div>
        )}
        <JustKept {...props} />
        <View {...props} />
        <Ways {...props} />
      </div>
    </main>
  );
};
