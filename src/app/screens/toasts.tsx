/** The lines that say what just happened or what could not be done, and what must be known of the voice. */
import type { AppKey } from '../../i18n/texts.ts';
import type { AppState, Toast as ToastAbout } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Toast } from '../ui/toast.tsx';
import { Problems } from './problems.tsx';
import { say } from './words.ts';

const WORDS: Readonly<Record<ToastAbout['about'], AppKey>> = {
  'stopped-kept': 'stopped.kept',
  'stopped-deleted': 'stopped.deleted',
  hidden: 'mine.hidden',
  'hidden-gone': 'take.hidden',
  update: 'update.ready',
  forgotten: 'preferences.forgotten',
  saved: 'preferences.saved',
  'taken-back': 'take.taken',
  'too-late': 'take.too-late',
};

/** What can be called off as long as its line stands there. */
const UNDONE: ReadonlySet<ToastAbout['about']> = new Set(['stopped-deleted', 'hidden', 'hidden-gone', 'taken-back']);

/** In some languages each is undone in another word. */
const undoWords = (about: ToastAbout['about']): AppKey => (about === 'taken-back' ? 'take.undo' : about.startsWith('hidden') ? 'mine.undo' : 'stopped.undo');

/** Another voice than the chosen one has spoken; or reading was cut off when the page went out of sight. */
const OfTheVoice = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const listening = app.listening.value;
  return (
    <>
      {listening?.isOther.value ? <Notice said={say(t, 'listen.other')} icon="listen" /> : null}
      {listening?.wasStopped.value ? (
        <Notice said={say(t, 'listen.stopped')} icon="pause">
          <Button label={say(t, 'listen.listen')} icon="listen" look="outline" isListen onPick={listening.press} />
        </Notice>
      ) : null}
    </>
  );
};

export const Toasts = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const toast = app.toast.value;
  const trouble = (
    <>
      <Problems app={app} problem={app.problem.value} />
      <OfTheVoice app={app} />
    </>
  );
  if (toast === null) return trouble;
  const actions =
    toast.about === 'update'
      ? [
          { label: say(t, 'update.take'), onPick: () => app.act.takeUpdate() },
          { label: say(t, 'update.later'), onPick: () => app.act.dismiss() },
        ]
      : UNDONE.has(toast.about)
        ? [{ label: say(t, undoWords(toast.about)), onPick: () => app.act.undo() }]
        : [];
  return (
    <>
      {trouble}
      <Toast said={say(t, WORDS[toast.about])} actions={actions} />
    </>
  );
};
