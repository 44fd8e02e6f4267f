/** The studio's first screen: what can be done here, and how far each voice is. */
import { progressOf } from '../../../domain/studio.ts';
import { VOICE_NAMES, VOICES, type Voice } from '../../../domain/voice.ts';
import { Notice } from '../../ui/notice.tsx';
import { Row } from '../../ui/row.tsx';
import { say } from '../say.ts';
import type { ScreenProps } from '../studio.ts';

const OFFLINE = { ready: 'device', going: 'clock', failed: 'warning' } as const;

const VoiceProgress = ({ studio, voice }: ScreenProps & { readonly voice: Voice }) => {
  const t = studio.texts.value;
  const list = studio.lists.value.get(voice);
  if (list === undefined) return null;
  const { core, every } = progressOf(list, studio.takes.value);
  return (
    <li class="voice-progress">
      <b lang={voice}>{VOICE_NAMES[voice]}</b>
      <span>
        {t.text('home.progress.core', { n: core.done, all: core.all })}
        <progress value={core.done} max={core.all} aria-label={VOICE_NAMES[voice]} />
      </span>
      <small>{t.text('home.progress.every', { n: every.done, all: every.all })}</small>
    </li>
  );
};

export const Home = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const waiting = studio.takes.value.filter(({ state }) => state === 'spoken').length;
  const offline = studio.offline.value;
  return (
    <main id="main" data-screen="studio-home">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('home.title')}</h1>
        {t.lang === 'en' ? null : <p class="soft">{t.text('draft-words')}</p>}
        {studio.isClosed.value ? <Notice said={say(t, 'door.closed')} icon="lock" /> : null}
        <div class="list">
          <Row said={say(t, 'home.speak')} details={[say(t, 'home.speak.help')]} picture="talk" onPick={() => studio.go(studio.speaker.value ? 'speak' : 'agree')} />
          <Row said={say(t, 'home.approve')} details={[say(t, 'home.approve.waits', { count: waiting })]} picture="listen" onPick={() => studio.go('approve')} />
          <Row said={say(t, 'home.share')} details={[say(t, 'home.share.help')]} picture="sent" onPick={() => studio.go('share')} />
          <Row said={say(t, 'home.people')} details={[say(t, 'home.people.help')]} picture="people" onPick={() => studio.go('people')} />
          <Row said={say(t, 'words.title')} details={[say(t, 'words.what')]} picture="read" onPick={() => studio.go('words')} />
        </div>
        <section>
          <h2>{t.text('home.progress')}</h2>
          <ul class="list">
            {VOICES.map((voice) => (
              <VoiceProgress key={voice} studio={studio} voice={voice} />
            ))}
          </ul>
        </section>
        <Notice said={say(t, `home.offline.${offline}`)} icon={OFFLINE[offline]} />
      </div>
    </main>
  );
};
