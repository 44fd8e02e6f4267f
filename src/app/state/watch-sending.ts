/** Shows how far a long sending is: counted from the outbox itself, whoever sends, and told politely now and then. */
import type { Outbox } from '../../store/outbox.ts';
import type { AppState } from './app-state.ts';
import { MANY_TO_SEND, progressTo, quarter } from './sending-progress.ts';

export const watchSending = (app: AppState, outbox: Outbox): (() => void) =>
  outbox.watchCount((left) => {
    const before = app.sending.value;
    const now = progressTo(before, left);
    if (now.left === before.left && now.all === before.all) return;
    app.sending.value = now;
    const live = document.getElementById('live');
    if (live === null || now.all < MANY_TO_SEND || now.all !== before.all || quarter(now) <= quarter(before)) return;
    live.textContent = app.texts.value.text('sending.some', { n: now.all - left, all: now.all, count: left });
  });
