/** The way to speak an answer: a button until it is pressed; the rest is fetched when someone speaks, or has spoken here. */
import { useEffect, useState } from 'preact/hooks';
import type { SpokenTo } from '../../domain/draft-clips.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { SpeakProps } from './speak-props.ts';
import { said, say } from './words.ts';

type Panel = typeof import('./speak-panel.tsx').SpeakPanel;
let fetched: Panel | undefined;

const usePanel = (isNeeded: boolean): Panel | undefined => {
  const [panel, setPanel] = useState<{ readonly it: Panel | undefined }>({ it: fetched });
  useEffect(() => {
    if (!isNeeded || panel.it !== undefined) return;
    void import('./speak-panel.tsx').then(
      ({ SpeakPanel }) => {
        fetched = SpeakPanel;
        setPanel({ it: SpeakPanel });
      },
      () => undefined,
    );
  }, [isNeeded]);
  return panel.it;
};

/** This browser records nothing: said as plainly as the button would offer it, with the ways that remain. */
const CannotSpeak = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  return (
    <Notice said={said(t.problem('cannot-record'))} icon="microphone">
      {app.isInsideAnotherApp.value ? <p>{t.text('help.browser.help')}</p> : null}
      <Button label={say(t, 'problem.open-help')} href={pathTo.plain(t.lang, 'help')} look="outline" />
      <p class="soft">{t.text('problem.code', { code: 'cannot-record' })}</p>
    </Notice>
  );
};

export const Speak = (props: SpeakProps) => {
  const { app, to, describedBy, also } = props;
  const speaking = app.speaking.value;
  const Panel = usePanel(speaking !== null);
  const isReady = app.canSpeak.value !== null;
  useEffect(() => {
    if (isReady && also !== undefined) app.act.openSpeaking();
  }, [isReady]);
  if (app.canSpeak.value === null) return null;
  if (!app.canSpeak.value && also === undefined) return <CannotSpeak app={app} />;
  if (speaking !== null && Panel !== undefined) return <Panel {...props} speaking={speaking} />;
  if (!app.canSpeak.value) return null;
  return <Button label={say(app.texts.value, 'speak.speak')} icon="microphone" look="speak" describedBy={describedBy} onPick={() => app.act.speak(to)} />;
};

/** Someone is being recorded, or asked for the microphone: nothing else is to be pressed. */
export const isTaking = (app: AppState): boolean => {
  const at = app.speaking.value?.take.value?.at;
  return at === 'asking' || at === 'recording' || at === 'paused';
};

/** Something was said here and waits for its owner's word. */
export const hasLoose = (app: AppState, isHere: (to: SpokenTo) => boolean): boolean => app.speaking.value?.loose.value.some(({ to }) => isHere(to)) === true;
