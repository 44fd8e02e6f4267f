/** Puts together what the app works with: the world, the stores, delivery, the worker. */
import type { RecordId } from '../../domain/id.ts';
import { clipsAreThere } from '../../store/clips-are-there.ts';
import type { KeptReceipt, Library } from '../../store/library.ts';
import { openClipRows } from '../../store/clip-rows.ts';
import { openClips } from '../../store/clips.ts';
import type { Outbox } from '../../store/outbox.ts';
import { openRecordings } from '../../store/recordings.ts';
import { askForPromise } from '../../store/space.ts';
import { collect } from '../../sync/collect.ts';
import type { Drained } from '../../sync/drain.ts';
import { keepSending } from '../../sync/keep-sending.ts';
import { keysIn } from '../../sync/sending.ts';
import { realWorld } from '../../sync/world.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { pushEntry, replaceEntry } from '../history.ts';
import { pathTo } from '../route.ts';
import { recorderType } from '../voice/can-record.ts';
import { linkWorker, type WorkerLink } from '../worker-link.ts';
import type { Hands } from './actions.ts';
import type { AppState } from './app-state.ts';
import { fetchRing } from './fetching.ts';
import { handIn, type OnClip } from './hand-in.ts';
import type { Interview, InterviewDoors } from './interview.ts';
import { followTakenBack, hearTakenBack } from './take-back-actions.ts';
import { followVoices, watchClips } from './recordings-at-hand.ts';
import { watchSending } from './watch-sending.ts';

interface InstallPrompt extends Event {
  readonly prompt: () => Promise<unknown>;
}

/** What a person hears when deliveries succeed: one polite line, whichever screen they are on. */
const announce = (app: AppState, { acknowledged }: Drained): void => {
  const live = document.getElementById('live');
  if (live && acknowledged > 0) live.textContent = app.texts.value.text('delivery.sent', { count: acknowledged });
};

/** Moving between stops, and the end of it, as the browser's history has them. */
const doorsOf = (state: () => AppState, hands: () => Hands): InterviewDoors => ({
  moved: (place, direction) => {
    const app = state();
    app.toast.value = null;
    app.problem.value = null;
    const path = pathTo.pack(app.texts.value.lang, app.interview.value?.pack.id ?? '');
    if (direction === 'on') pushEntry(path, { place });
    else replaceEntry(path, { place });
  },
  handIn: (interview, onClip) => finishInterview(state(), hands(), interview, onClip),
});

/** Seals, keeps, and only then forgets the draft: a phone that dies in between finds the record and drops the draft. */
const finishInterview = async (app: AppState, hands: Hands, interview: Interview, onClip: OnClip): Promise<Problem | null> => {
  const keeper = hands.keeper.current;
  const open = app.open.value;
  if (!keeper || !open) return problem('went-wrong');
  const handed = await handIn(hands.desk, interview.pack, await keeper.latest(), app.texts.value.lang, onClip);
  if (!handed.ok) return handed.problem;
  keeper.end();
  hands.keeper.current = undefined;
  await hands.library.dropDraft(interview.pack.id).catch(() => undefined);
  const [answers, ...apart] = handed.value;
  if (answers === undefined) return problem('went-wrong');
  hands.watch([answers, ...apart]);
  pushEntry(pathTo.pack(app.texts.value.lang, interview.pack.id), { place: 'done', record: answers.id });
  app.finished.value = { pack: open, answers, apart };
  app.interview.value = null;
  // Before anything is sent: what a correction takes the place of leaves this phone at once.
  if (answers.replaces !== undefined) await import('./taking-back.ts').then(({ finishAll }) => finishAll(hands.desk)).catch(() => undefined);
  hands.sent();
  void askForPromise(navigator.storage).catch(() => false);
  return null;
};

/** Replies are collected at every contact, so that they can be read without one. */
const collectReplies = async (app: AppState, hands: Hands): Promise<void> => {
  const receipts = await hands.library.receipts();
  const packs = [...new Set([...receipts.map((receipt) => receipt.pack), ...app.shelf.value.map((pack) => pack.id)])];
  if (packs.length === 0) return;
  const replies = await collect(hands.env, packs);
  if (replies === undefined) return;
  await hands.library.keepReplies(replies);
  app.replies.value = await hands.library.replies();
};

export interface Wires {
  readonly hands: Hands;
  /** Starts what may wait until the screen is there: sending, the worker, replies. */
  readonly begin: () => Promise<void>;
}

export const makeHands = (state: () => AppState, library: Library, outbox: Outbox): Wires => {
  const env = realWorld();
  const rows = openClipRows();
  const [recordings, clips] = [openRecordings(rows), openClips(rows)];
  let link: WorkerLink | undefined;
  let installPrompt: InstallPrompt | undefined;
  let unwatch = (): void => undefined;
  let wake = (): void => undefined;

  const hands: Hands = {
    env,
    library,
    outbox,
    recordings,
    clips,
    keeper: { current: undefined },
    doors: doorsOf(state, () => hands),
    desk: {
      env,
      library,
      outbox,
      recordings,
      clips,
      hasRecordings: () => clipsAreThere(indexedDB),
      ring: async () => {
        const open = state().open.value;
        const ring = open ? await fetchRing(open.pack) : undefined;
        return ring?.ok ? ring.value : undefined;
      },
    },
    watch: (receipts: readonly KeptReceipt[]) => {
      unwatch();
      const stops = [
        outbox.watch(receipts.map((receipt) => receipt.id as RecordId), (states) => {
          state().delivery.value = states;
        }),
        outbox.watchTakenBack(receipts.flatMap(({ id, takenBack }) => [id, ...(takenBack ? [takenBack] : [])]), (states) => hearTakenBack(state(), states)),
        watchClips(state(), clips, receipts),
        watchSending(state(), outbox),
      ];
      unwatch = () => stops.forEach((stop) => stop());
    },
    sent: () => {
      wake();
      void link?.askForWake();
    },
    takeUpdate: () => link?.takeUpdate(),
    install: () => {
      void installPrompt?.prompt();
      state().canInstall.value = false;
    },
  };

  const begin = async (): Promise<void> => {
    state().canSpeak.value = recorderType() !== undefined;
    const onRound = (drained: Drained): void => {
      announce(state(), drained);
      if (drained.stopped === undefined) void collectReplies(state(), hands).catch(() => undefined);
    };
    const sender = keepSending({ env, outbox, clips: async () => ((await clipsAreThere(indexedDB)) ? clips : undefined), ...keysIn(library) }, onRound);
    wake = sender.wake;
    addEventListener('online', sender.wake);
    document.addEventListener('visibilitychange', () => document.hidden || sender.wake());
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      installPrompt = event as InstallPrompt;
      state().canInstall.value = true;
    });
    link = await linkWorker(() => {
      state().toast.value = { about: 'update' };
    });
    link.keepPacks();
    followVoices(state(), hands);
    followTakenBack(state(), hands);
    const { startListening } = await import('./listening.ts');
    state().listening.value = startListening(state());
  };
  return { hands, begin };
};
