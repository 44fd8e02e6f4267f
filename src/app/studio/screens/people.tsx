/** Who spoke here: each with the number with which a voice is taken back, and a way to take it back here. */
import { useState } from 'preact/hooks';
import { showId, type Speaker } from '../../../domain/studio.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { say } from '../say.ts';
import type { ScreenProps } from '../studio.ts';
import { VOICE_NAMES } from '../../../domain/voice.ts';

interface PersonProps extends ScreenProps {
  readonly speaker: Speaker;
  readonly onGone: () => void;
}

const Person = ({ studio, speaker, onGone }: PersonProps) => {
  const t = studio.texts.value;
  const [isSure, setSure] = useState(false);
  const takeBack = async (): Promise<void> => {
    await studio.store.dropSpeaker(speaker.id);
    onGone();
    await studio.look();
  };
  return (
    <li class="given">
      <h2 id={`who-${speaker.id}`}>{speaker.credit ?? t.text('people.no-name')}</h2>
      <p>
        <span lang={speaker.voice}>{VOICE_NAMES[speaker.voice]}</span> · {speaker.way}
      </p>
      <p class="strong">{t.text('people.number', { number: showId(speaker.id) })}</p>
      {isSure ? (
        <Notice said={say(t, 'people.sure')} icon="warning">
          <Button label={say(t, 'people.no')} look="full" onPick={() => setSure(false)} />
          <Button label={say(t, 'people.yes')} icon="bin" look="outline" onPick={() => void takeBack()} />
        </Notice>
      ) : (
        <Button label={say(t, 'people.take-back')} icon="undo" describedBy={`who-${speaker.id}`} onPick={() => setSure(true)} />
      )}
    </li>
  );
};

export const People = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const [gone, setGone] = useState<string>();
  const speakers = studio.speakers.value;
  return (
    <main id="main" data-screen="studio-people">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('people.title')}</h1>
        <div role="status">{gone === undefined ? null : <Notice said={say(t, 'people.gone', { number: showId(gone) })} icon="tick" />}</div>
        {speakers.length === 0 ? <p>{t.text('people.none')}</p> : <p>{t.text('people.number.help')}</p>}
        <ul class="list">
          {speakers.map((speaker) => (
            <Person key={speaker.id} studio={studio} speaker={speaker} onGone={() => setGone(speaker.id)} />
          ))}
        </ul>
        <Button label={say(t, 'back')} icon="back" look="outline" onPick={() => studio.go('home')} />
      </div>
    </main>
  );
};
