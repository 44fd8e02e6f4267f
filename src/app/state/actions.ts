/** What a person can do besides answering: change the language, stop, take back, prefer, forget. */
import type { Language } from '../../domain/language.ts';
import { asksForSupport, hasSomething } from '../../domain/draft.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { KeptReceipt, Preferences } from '../../store/library.ts';
import { PREFERENCES_UNLESS_TOLD } from '../../store/library.ts';
import { refusal } from '../../store/refused.ts';
import { pushEntry, replaceEntry } from '../history.ts';
import { inLanguage, pathTo, routeOf } from '../route.ts';
import type { Actions, AppState } from './app-state.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { fetchWords } from './fetching.ts';
import { handInInterest, handInSupport, type Desk } from './hand-in.ts';
import { loadTexts } from './locales.ts';
import { dropCopyOf, dropRecordings, speakActions } from './recordings-at-hand.ts';
import { callOff, takeBackActions } from './take-back-actions.ts';
import { beginInterview, freshKeeper, visit, type Tools } from './visit.ts';

/** What actions need beyond the state; the app's start puts it together. */
export interface Hands extends Tools {
  readonly desk: Desk;
  /** Something was put into the outbox. */
  readonly sent: () => void;
  readonly takeUpdate: () => void;
  readonly install: () => void;
}

/** What the person's choice of letters, contrast and light does to the page, now and before the next first paint. */
export const wearLook = ({ size, contrast, light }: Preferences): void => {
  const look = { size, contrast, light };
  Object.assign(document.documentElement.dataset, look);
  try {
    // IndexedDB answers too late for the first paint, so a copy of this one thing stands here.
    localStorage.setItem('our-turn-look', JSON.stringify(look));
  } catch {
    // Then the page looks as it does for anyone until the app has come.
  }
};

export const goTo = async (app: AppState, hands: Hands, path: string): Promise<void> => {
  const route = routeOf(path);
  if (route === undefined) return location.assign(path);
  if ('lang' in route && route.lang !== app.texts.value.lang) app.texts.value = await loadTexts(route.lang);
  app.finished.value = null;
  if (route.screen !== 'pack') app.interview.value = null;
  app.route.value = route;
  await visit(app, hands, route);
};

/** Every answer stays: only words change. A draft keeps the language that each answer was written in. */
const changeLanguage = async (app: AppState, lang: Language): Promise<Problem | null> => {
  const open = app.open.value;
  const route = app.route.value;
  const words = open && route.screen === 'pack' ? await fetchWords(open.pack.id, open.pack.version, lang) : undefined;
  if (words?.ok === false) return words.problem;
  const texts = await loadTexts(lang).catch(() => undefined);
  if (texts === undefined) return problem('could-not-load');
  const finished = app.finished.value;
  if (open && words) app.open.value = { ...open, words: words.value };
  if (finished && words) app.finished.value = { ...finished, pack: { ...finished.pack, words: words.value } };
  app.texts.value = texts;
  app.route.value = routeOf(inLanguage(route, lang)) ?? route;
  return null;
};

/** What was asked for goes to the council though the questions are left: support is often what a person lacks to go on. */
const sendSupport = async (app: AppState, hands: Hands, keeper: DraftKeeper): Promise<void> => {
  const open = app.open.value;
  if (open === null || !asksForSupport(keeper.draft())) return;
  const handed = await handInSupport(hands.desk, open.pack, keeper.draft(), app.texts.value.lang);
  if (!handed.ok) return;
  await keeper.change((draft) => ({ ...draft, support: { ...draft.support, handedIn: true } }));
  hands.sent();
};

export const makeActions = (state: () => AppState, hands: Hands): Actions => {
  const home = async (app: AppState): Promise<void> => {
    const path = pathTo.conversations(app.texts.value.lang);
    pushEntry(path);
    await goTo(app, hands, path);
  };
  /** The last thing hidden, for undo. */
  let hidden: KeptReceipt | undefined;

  const stopAndKeep = async (app: AppState): Promise<void> => {
    const keeper = hands.keeper.current;
    if (keeper) {
      await keeper.change((draft) => ({ ...draft }));
      await sendSupport(app, hands, keeper);
      await keeper.settled();
    }
    const kept = keeper?.kept();
    await home(app);
    if (typeof kept === 'object') app.problem.value = kept;
    else app.toast.value = { about: 'stopped-kept' };
  };

  const stopAndDelete = async (app: AppState): Promise<void> => {
    const keeper = hands.keeper.current;
    if (!keeper) return;
    const draft = keeper.draft();
    keeper.end();
    await keeper.settled();
    await hands.library.dropDraft(draft.pack).catch(() => undefined);
    hands.keeper.current = undefined;
    await home(app);
    if (hasSomething(draft)) app.toast.value = { about: 'stopped-deleted', draft };
  };

  const undo = async (app: AppState): Promise<void> => {
    const toast = app.toast.value;
    // The offer stands until it has been carried out: a full phone may refuse, and take it after some room was made.
    if (toast?.about === 'stopped-deleted') {
      await hands.library.keep(toast.draft);
      app.drafts.value = await hands.library.drafts();
      app.toast.value = { about: 'stopped-kept' };
    }
    if ((toast?.about === 'hidden' || toast?.about === 'hidden-gone') && hidden) {
      await keepReceipt(app, { ...hidden, hidden: false });
      app.toast.value = null;
    }
    if (toast?.about === 'taken-back') await callOff(app, hands, toast.receipt);
    app.problem.value = null;
  };

  const keepReceipt = async (app: AppState, receipt: KeptReceipt): Promise<void> => {
    await hands.library.keepReceipts([receipt]);
    app.receipts.value = await hands.library.receipts();
  };

  const beginAgain = async (app: AppState): Promise<void> => {
    const open = app.open.value;
    const keeper = hands.keeper.current;
    if (open === null) return;
    keeper?.end();
    await keeper?.settled();
    await hands.library.dropDraft(open.pack.id).catch(() => undefined);
    if (keeper) await dropRecordings(hands, keeper.draft()).catch(() => undefined);
    app.wasBegun.value = false;
    // A correction that is begun anew is one still.
    beginInterview(app, hands, open, freshKeeper(app, hands, open, keeper?.draft().replaces), 'promise');
  };

  const prefer = async (app: AppState, change: Partial<Preferences>): Promise<void> => {
    app.preferences.value = { ...app.preferences.value, ...change };
    wearLook(app.preferences.value);
    try {
      await hands.library.prefer(app.preferences.value);
      app.problem.value = null;
      app.toast.value = { about: 'saved' };
    } catch (error) {
      app.problem.value = refusal(error);
    }
  };

  const forget = async (app: AppState): Promise<void> => {
    await Promise.all([hands.outbox.forget(), hands.library.forget(), hands.clips.forget()]);
    app.preferences.value = PREFERENCES_UNLESS_TOLD;
    wearLook(PREFERENCES_UNLESS_TOLD);
    localStorage.clear();
    app.drafts.value = [];
    app.receipts.value = [];
    app.waiting.value = 0;
    app.toast.value = { about: 'forgotten' };
  };

  /** What the browser would not keep is said on the screen. */
  const orSay = (work: Promise<void>): void =>
    void work.catch((error) => {
      state().problem.value = refusal(error);
    });

  return {
    ...speakActions(state, () => hands),
    ...takeBackActions(state, () => hands),
    go: (path) => {
      pushEntry(path);
      void goTo(state(), hands, path);
    },
    language: (lang) => {
      const app = state();
      void changeLanguage(app, lang).then((trouble) => {
        app.problem.value = trouble;
        if (!trouble) replaceEntry(inLanguage(app.route.value, lang), history.state ?? {});
      });
    },
    stopAndKeep: () => void stopAndKeep(state()),
    stopAndDelete: () => void stopAndDelete(state()),
    undo: () => orSay(undo(state())),
    beginAgain: () => void beginAgain(state()),
    tryAgain: () => void visit(state(), hands, state().route.value),
    tellMe: async (reach) => {
      const app = state();
      const open = app.finished.value?.pack;
      if (!open) return null;
      const handed = await handInInterest(hands.desk, open.pack, reach, app.texts.value.lang);
      if (!handed.ok) return handed.problem;
      hands.sent();
      return null;
    },
    hide: (receipt) => {
      hidden = receipt;
      orSay(
        keepReceipt(state(), { ...receipt, hidden: true }).then(() => {
          state().toast.value = { about: receipt.takenBack === undefined ? 'hidden' : 'hidden-gone' };
        }),
      );
    },
    dropCopy: (receipt) => orSay(keepReceipt(state(), { ...receipt, copy: null }).then(() => dropCopyOf(hands, receipt))),
    prefer: (change) => void prefer(state(), change),
    forget: () => orSay(forget(state())),
    takeUpdate: () => {
      const keeper = hands.keeper.current;
      void (keeper?.settled() ?? Promise.resolve()).then(hands.takeUpdate);
    },
    dismiss: () => {
      state().toast.value = null;
    },
    install: hands.install,
    // The weather, in this very tab and in the place of this page, so that "back" does not show it.
    leave: () => location.replace('https://www.bbc.co.uk/weather'),
  };
};
