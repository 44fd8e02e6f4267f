/** Preferences for the ear and the hand: words and voice, apart; read by itself or when asked; a voice on this phone; two buttons. */
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../domain/language.ts';
import { VOICE_NAMES, type Voice } from '../../domain/voice.ts';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Listening } from '../voice/listening.ts';
import { said, say } from './words.ts';

const MB = 1_048_576;
/** In the list of voices: whatever language the words are in. */
const SAME = 'same';

/** A name in its own letters, which a screen reader must be told of. */
const named = (name: string, lang: Language | 'syl', here: Language) => (lang === here ? said(name) : { text: name, lang });

const WordsAndVoice = ({ app, listening }: { readonly app: AppState; readonly listening: Listening }) => {
  const t = app.texts.value;
  const { voice } = app.preferences.value;
  // One that is kept here stays in the list, though the council's own list can't be asked just now.
  const voices = [...new Set([...listening.offered.value, ...(voice === null ? [] : [voice])])];
  return (
    <>
      <Choices
        name="text"
        legend={say(t, 'preferences.text')}
        items={LANGUAGES.map((lang) => ({ value: lang, said: named(LANGUAGE_NAMES[lang], lang, t.lang) }))}
        value={t.lang}
        onPick={(lang) => app.act.language(lang)}
      />
      <Choices
        name="voice"
        legend={say(t, 'preferences.voice')}
        help={say(t, 'preferences.voice.help')}
        items={[{ value: SAME, said: say(t, 'preferences.voice.same') }, ...voices.map((each) => ({ value: each, said: named(VOICE_NAMES[each], each, t.lang) }))]}
        value={voice ?? SAME}
        onPick={(value) => app.act.prefer({ voice: value === SAME ? null : (value as Voice) })}
      />
    </>
  );
};

/** Its size is said before the button that fetches it. */
const KeepIt = ({ app, listening }: { readonly app: AppState; readonly listening: Listening }) => {
  const t = app.texts.value;
  const kept = listening.kept.value;
  if (typeof kept === 'number') {
    return (
      <p class="strong">
        {t.text('listen.keep.going')} <progress value={kept} aria-label={t.text('listen.keep')} />
      </p>
    );
  }
  if (kept === 'yes') {
    return (
      <>
        <p class="strong">{t.text('listen.keep.done')}</p>
        <Button label={say(t, 'listen.keep.remove')} icon="bin" look="outline" onPick={() => listening.remove()} />
      </>
    );
  }
  return (
    <>
      {kept === 'no' ? null : <Notice said={say(t, kept === 'full' ? 'listen.keep.full' : 'listen.keep.failed')} icon="warning" />}
      <p>{t.text('listen.keep.size', { mb: Math.ceil(listening.bytes.value / MB) })}</p>
      <Button label={say(t, 'listen.keep')} icon="device" look="outline" onPick={() => listening.keep()} />
      {kept === 'no' ? null : <Button label={say(t, 'listen.keep.remove')} icon="bin" look="outline" onPick={() => listening.remove()} />}
    </>
  );
};

/** Offered where there is a voice. */
export const Hearing = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const listening = app.listening.value;
  if (!listening?.canListen.value) return null;
  return (
    <section>
      <Choices
        name="listen"
        legend={say(t, 'listen.listen')}
        items={[
          { value: 'ask', said: say(t, 'listen.all.not') },
          { value: 'all', said: say(t, 'listen.all') },
        ]}
        value={app.preferences.value.listen ? 'all' : 'ask'}
        onPick={(value) => app.act.prefer({ listen: value === 'all' })}
      />
      {listening.isComputer.value ? <p class="soft">{t.text('listen.computer')}</p> : null}
      <WordsAndVoice app={app} listening={listening} />
      <KeepIt app={app} listening={listening} />
    </section>
  );
};

export const Buttons = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  return (
    <Choices
      name="buttons"
      legend={say(t, 'preferences.buttons')}
      help={say(t, 'two.help')}
      items={[
        { value: 'all', said: say(t, 'preferences.buttons.all') },
        { value: 'two', said: say(t, 'preferences.buttons.two') },
      ]}
      value={app.preferences.value.twoButtons ? 'two' : 'all'}
      onPick={(value) => app.act.prefer({ twoButtons: value === 'two' })}
    />
  );
};
