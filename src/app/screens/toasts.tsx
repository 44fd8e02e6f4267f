/** The line that says what just happened or what could not be done, wherever the person is. */
import type { AppKey } from '../../i18n/texts.ts';
import type { AppState, Toast as ToastAbout } from '../state/app-state.ts';
import { Toast } from '../ui/toast.tsx';
import { Problems } from './problems.tsx';
import { say } from './words.ts';

const WORDS: Readonly<Record<ToastAbout['about'], AppKey>> = {
  'stopped-kept': 'stopped.kept',
  'stopped-deleted': 'stopped.deleted',
  hidden: 'mine.hidden',
  update: 'update.ready',
  forgotten: 'preferences.forgotten',
  saved: 'preferences.saved',
};

export const Toasts = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const toast = app.toast.value;
  const trouble = <Problems app={app} problem={app.problem.value} />;
  if (toast === null) return trouble;
  const actions =
    toast.about === 'update'
      ? [
          { label: say(t, 'update.take'), onPick: () => app.act.takeUpdate() },
          { label: say(t, 'update.later'), onPick: () => app.act.dismiss() },
        ]
      : toast.about === 'stopped-deleted' || toast.about === 'hidden'
        ? [{ label: say(t, toast.about === 'hidden' ? 'mine.undo' : 'stopped.undo'), onPick: () => app.act.undo() }]
        : [];
  return (
    <>
      {trouble}
      <Toast said={say(t, WORDS[toast.about])} actions={actions} />
    </>
  );
};
