/** The way to hear a screen: in the dock where there is one, else a button below the heading; nothing where there is no voice. */
import type { AppState } from '../state/app-state.ts';
import type { ListenProps } from '../ui/dock.tsx';
import type { MoreItem } from '../ui/more.tsx';
import { Button } from '../ui/button.tsx';
import { say } from './words.ts';

/** What the dock's middle place gets; undefined leaves it empty. */
export const listenFor = (app: AppState): ListenProps | undefined => {
  const listening = app.listening.value;
  if (!listening?.canListen.value) return undefined;
  const isSpeaking = listening.state.value === 'speaking';
  return { label: say(app.texts.value, isSpeaking ? 'listen.pause' : 'listen.listen'), icon: isSpeaking ? 'pause' : 'listen', onListen: listening.press };
};

export const ListenButton = ({ app }: { readonly app: AppState }) => {
  const listen = listenFor(app);
  return listen === undefined ? null : <Button label={listen.label} icon={listen.icon} look="outline" isListen onPick={listen.onListen} />;
};

/** Under More: again from the start, and how fast; and whether all of it goes by two buttons. */
export const listenItems = (app: AppState): readonly MoreItem[] => {
  const listening = app.listening.value;
  const t = app.texts.value;
  const { slower, twoButtons } = app.preferences.value;
  const buttons: MoreItem = { icon: 'hands', label: say(t, twoButtons ? 'two.stop' : 'two.use'), onPick: () => app.act.prefer({ twoButtons: !twoButtons }) };
  if (!listening?.canListen.value) return [buttons];
  return [
    { icon: 'listen', label: say(t, 'listen.again'), ...(listening.isComputer.value ? { help: say(t, 'listen.computer') } : {}), onPick: listening.again },
    { icon: 'clock', label: say(t, slower ? 'listen.faster' : 'listen.slower'), onPick: () => app.act.prefer({ slower: !slower }) },
    buttons,
  ];
};
