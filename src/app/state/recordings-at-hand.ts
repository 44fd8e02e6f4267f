/** Recordings in the rest of the app: loaded when they are needed, told of while they wait, and dropped with their draft. */
import { effect, untracked } from '@preact/signals';
import type { ClipId } from '../../domain/clip.ts';
import type { Draft } from '../../domain/draft.ts';
import type { RecordId } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { KeptReceipt, Library } from '../../store/library.ts';
import { namedBy, type Clips } from '../../store/clips.ts';
import { clipsAreThere } from '../../store/clips-are-there.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { Recordings } from '../../store/recordings.ts';
import type { Speaking } from '../voice/speaking.ts';
import type { Actions, AppState } from './app-state.ts';
import type { DraftKeeper } from './draft-keeper.ts';

export interface VoiceStores {
  readonly library: Library;
  readonly outbox: Outbox;
  readonly recordings: Recordings;
  readonly clips: Clips;
  readonly keeper: { readonly current: DraftKeeper | undefined };
  readonly env: { readonly now: () => number; readonly random: (bytes: number) => Uint8Array<ArrayBuffer> };
}

/** Loads what speaking and hearing oneself take, once. */
const speakingOf = async (app: AppState, { recordings, env, keeper }: VoiceStores): Promise<Speaking> => {
  const { startSpeaking } = await import('./speaking.ts');
  app.speaking.value ??= startSpeaking(app, recordings, { env, touch: async () => keeper.current?.change((draft) => ({ ...draft })) });
  return app.speaking.value;
};

export const speakActions = (state: () => AppState, stores: () => VoiceStores): Pick<Actions, 'speak' | 'play' | 'openSpeaking' | 'pictureOf'> => {
  const then = (work: (speaking: Speaking) => void): void =>
    void speakingOf(state(), stores()).then(work, () => {
      state().problem.value = problem('could-not-load');
    });
  return {
    speak: (to) => then((speaking) => speaking.begin(to)),
    play: (clip) => then((speaking) => speaking.play(clip)),
    openSpeaking: () => then(() => undefined),
    pictureOf: (clip) => pictureOf(stores().recordings, clip),
  };
};

const pictureOf = async (recordings: Recordings, clip: ClipId): Promise<Blob | undefined> => {
  const recording = await recordings.recording(clip);
  if (recording === undefined) return undefined;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of recordings.open(clip)) pieces.push(piece);
  return new Blob(pieces, { type: recording.type });
};

/** Everything of a draft that is given up. What was handed in of it is on its way already, and stays. */
export const dropRecordings = async ({ recordings }: Pick<VoiceStores, 'recordings'>, { id, support }: Draft): Promise<void> => {
  if (!(await clipsAreThere(indexedDB))) return;
  await recordings.dropAll(id);
  if (!support.handedIn) await recordings.dropAll(support.id);
};

/** The copy on this phone goes, the voice with it; its sealed clips go on to the council. */
export const dropCopyOf = async ({ outbox, clips }: Pick<VoiceStores, 'outbox' | 'clips'>, receipt: KeptReceipt): Promise<void> => {
  const sealed = (await clips.unreleased()).filter(({ record }) => record === receipt.id);
  await clips.release(receipt.id, namedBy(await outbox.rowOf(receipt.id), sealed), false);
};

/** Recordings that nobody can come back to: their draft was deleted and the page closed before that could be taken back. */
export const sweep = async ({ library, outbox, recordings }: Pick<VoiceStores, 'library' | 'outbox' | 'recordings'>): Promise<void> => {
  // Owners before drafts: a draft is on the disk before its first recording, so one that is begun meanwhile, in another
  // tab, is either no owner yet or among the drafts.
  const owners = await recordings.owners();
  const owned = new Set<RecordId>((await library.drafts()).flatMap(({ id, support }) => [id, support.id]));
  for (const owner of owners) {
    if (!owned.has(owner) && (await outbox.stateOf(owner)) === undefined) await recordings.dropAll(owner);
  }
};

/** A deleted draft's recordings go once the offer to take it back has gone. */
const followDeleted = (app: AppState, stores: VoiceStores): void => {
  let last: Draft | undefined;
  const drop = async (draft: Draft): Promise<void> => {
    if ((await stores.library.draft(draft.pack))?.id !== draft.id) await dropRecordings(stores, draft);
  };
  effect(() => {
    const toast = app.toast.value;
    const now = toast?.about === 'stopped-deleted' ? toast.draft : undefined;
    if (last !== undefined && last !== now) void drop(last).catch(() => undefined);
    last = now;
  });
};

/** Asked first whether anything was ever recorded here: a phone without recordings is given no database for them. */
const hasSpoken = async ({ recordings }: VoiceStores, { id, support }: Draft): Promise<boolean> =>
  (await clipsAreThere(indexedDB)) && (await Promise.all([recordings.of(id), recordings.of(support.id)])).flat().length > 0;

/** Whoever has spoken in this conversation before finds it again. */
const followInterview = (app: AppState, stores: VoiceStores): void =>
  void effect(() => {
    const interview = app.interview.value;
    const draft = untracked(() => interview?.draft.value);
    if (draft === undefined || untracked(() => app.speaking.value) !== null) return;
    void hasSpoken(stores, draft).then((is) => (is ? speakingOf(app, stores) : undefined)).catch(() => undefined);
  });

export const watchClips = (app: AppState, clips: Clips, receipts: readonly KeptReceipt[]): (() => void) => {
  let isOver = false;
  let stops: readonly (() => void)[] = [];
  const tell = (id: RecordId, waiting: number): void => {
    app.clipsWaiting.value = new Map(app.clipsWaiting.value).set(id, waiting);
  };
  void clipsAreThere(indexedDB).then((are) => {
    if (isOver) return;
    if (are) stops = receipts.map(({ id }) => clips.watch([id], (waiting) => tell(id, waiting)));
    else receipts.forEach(({ id }) => tell(id, 0));
  }, () => undefined);
  return () => {
    isOver = true;
    stops.forEach((stop) => stop());
  };
};

export const followVoices = (app: AppState, stores: VoiceStores): void => {
  followDeleted(app, stores);
  followInterview(app, stores);
  void clipsAreThere(indexedDB).then((are) => (are ? sweep(stores) : undefined)).catch(() => undefined);
};
