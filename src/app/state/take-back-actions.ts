/** What a person can do about what was handed in: take it back, call that off, answer again; loaded only when it is done. */
import { effect } from '@preact/signals';
import type { RecordId } from '../../domain/id.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { KeptReceipt } from '../../store/library.ts';
import type { TakenBackState } from '../../store/taken-back.ts';
import { refusal } from '../../store/refused.ts';
import { pathTo } from '../route.ts';
import type { Actions, AppState } from './app-state.ts';
import type { Desk } from './hand-in.ts';
import { fetchPack } from './fetching.ts';
import { visitShelf } from './visit.ts';

interface TakingHands {
  readonly desk: Desk;
  readonly sent: () => void;
  readonly watch: (receipts: readonly KeptReceipt[]) => void;
}

const loaded = () => import('./taking-back.ts');

/** Shows the receipt as it is now, wherever it shows. */
const show = async (app: AppState, { desk, watch }: TakingHands, receipt: KeptReceipt): Promise<void> => {
  const finished = app.finished.value;
  if (finished?.answers.id === receipt.id) app.finished.value = { ...finished, answers: receipt };
  app.receipts.value = await desk.library.receipts();
  watch(app.receipts.value);
};

const takeBack = async (app: AppState, hands: TakingHands, receipt: KeptReceipt): Promise<void> => {
  const taken = await (await loaded()).takeBack(hands.desk, receipt);
  if (!taken.ok) {
    app.problem.value = taken.problem;
    return;
  }
  await show(app, hands, taken.value);
  app.problem.value = null;
  app.toast.value = { about: 'taken-back', receipt: taken.value };
};

const byCode = async (app: AppState, hands: TakingHands, typed: string): Promise<KeptReceipt | Problem> => {
  const taken = await (await loaded()).takeBackByCode(hands.desk, typed);
  if (!taken.ok) return taken.problem;
  await show(app, hands, taken.value);
  await (await loaded()).finishTakingBack(hands.desk, taken.value.id);
  hands.sent();
  return taken.value;
};

/** The conversation is opened again with what a copy has kept. */
const correct = async (app: AppState, { desk }: TakingHands, receipt: KeptReceipt): Promise<void> => {
  const { lang } = app.texts.value;
  const entry = (await visitShelf(app, false)).find(({ id }) => id === receipt.pack);
  const open = entry && (await fetchPack(entry.id, entry.version, lang));
  if (!open?.ok) {
    app.problem.value = open?.problem ?? problem('could-not-load');
    return;
  }
  const begun = await desk.library.draft(receipt.pack);
  // What is begun already, in another tab perhaps, is not written over: that one is shown.
  if (begun === undefined || (await desk.outbox.stateOf(begun.id)) !== undefined) {
    const { beginCorrection } = await import('./correct.ts');
    await beginCorrection(desk, open.value.pack, lang, receipt);
  }
  app.toast.value = null;
  app.act.go(pathTo.pack(lang, receipt.pack));
};

/** Calls off what the toast offers to call off; says so where it has gone out already. */
export const callOff = async (app: AppState, hands: TakingHands, receipt: KeptReceipt): Promise<void> => {
  const before = await (await loaded()).undoTakingBack(hands.desk, receipt);
  if (before !== undefined) await show(app, hands, before);
  app.toast.value = before === undefined ? { about: 'too-late' } : null;
};

export const takeBackActions = (state: () => AppState, hands: () => TakingHands): Pick<Actions, 'takeBack' | 'takeBackByCode' | 'correct'> => {
  const orSay = (work: Promise<void>): void =>
    void work.catch((error) => {
      state().problem.value = error instanceof TypeError ? problem('could-not-load') : refusal(error);
    });
  return {
    takeBack: (receipt) => orSay(takeBack(state(), hands(), receipt)),
    takeBackByCode: (typed) => byCode(state(), hands(), typed).catch(() => problem('could-not-load')),
    correct: (receipt) => orSay(correct(state(), hands(), receipt)),
  };
};

/** Said once, wherever the person is: the council's own word, and no other, that it is gone. */
export const hearTakenBack = (app: AppState, states: ReadonlyMap<RecordId, TakenBackState>): void => {
  const before = app.takenBack.value;
  app.takenBack.value = states;
  const live = document.getElementById('live');
  const isNew = [...states].some(([id, state]) => state === 'done' && before.get(id) === 'waiting');
  if (live && isNew) live.textContent = app.texts.value.text('take.state.done');
};

/** Once the offer to call it off has gone, this phone is cleared and the ask may go; also what was left half done before. */
export const followTakenBack = (app: AppState, hands: TakingHands): void => {
  let last: KeptReceipt | undefined;
  const finish = async ({ id }: KeptReceipt): Promise<void> => {
    await (await loaded()).finishTakingBack(hands.desk, id);
    hands.sent();
  };
  const finishOld = async (): Promise<void> => {
    const receipts = await hands.desk.library.receipts();
    if (receipts.every(({ takenBack, replaces }) => takenBack === undefined && replaces === undefined)) return;
    await (await loaded()).finishAll(hands.desk);
    hands.sent();
  };
  void finishOld().catch(() => undefined);
  effect(() => {
    const toast = app.toast.value;
    const now = toast?.about === 'taken-back' ? toast.receipt : undefined;
    if (last !== undefined && last !== now) void finish(last).catch(() => undefined);
    last = now;
  });
};
