/** How many answers have gone and how many are still on this phone, while there are many of them. */
import type { AppState } from '../state/app-state.ts';
import { MANY_TO_SEND } from '../state/sending-progress.ts';
import { Gauge } from '../ui/gauge.tsx';
import { say } from './words.ts';

export const SendingNow = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const { left, all } = app.sending.value;
  if (left === 0 || all < MANY_TO_SEND) return null;
  const sent = all - left;
  return <Gauge at={sent} all={all} said={sent === 0 ? say(t, 'sending.none', { count: left }) : say(t, 'sending.some', { n: sent, all, count: left })} />;
};
