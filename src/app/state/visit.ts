/** What each screen needs before it can show: fetched, read from the device, and put into the state. */
import { keepDraft, type DraftKeeper } from './draft-keeper.ts';
import { beginDraft, type Draft } from '../../domain/draft.ts';
import type { PackId } from '../../domain/id.ts';
import type { ShelfPack } from '../../domain/pack.ts';
import { problem } from '../../domain/problem.ts';
import type { KeptReceipt, Library } from '../../store/library.ts';
import type { Clips } from '../../store/clips.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { Recordings } from '../../store/recordings.ts';
import { spaceUsed } from '../../store/space.ts';
import type { SyncEnv } from '../../sync/env.ts';
import { currentEntry } from '../history.ts';
import type { Route } from '../route.ts';
import type { AppState, OpenPack } from './app-state.ts';
import { fetchPack, fetchShelf } from './fetching.ts';
import { startInterview, type InterviewDoors } from './interview.ts';

/** What the app works with. */
export interface Tools {
  readonly env: SyncEnv;
  readonly library: Library;
  readonly outbox: Outbox;
  readonly recordings: Recordings;
  readonly clips: Clips;
  readonly doors: InterviewDoors;
  /** The keeper of the interview that is open. */
  readonly keeper: { current: DraftKeeper | undefined };
  /** Shows what the delivery of these records is, until called again. */
  readonly watch: (receipts: readonly KeptReceipt[]) => void;
}

/** Reads that may fail where a browser keeps nothing; the screen then shows what there is. */
const orNone = async <T>(reading: Promise<T>, none: T): Promise<T> => reading.catch(() => none);

/** `isNeeded`: without a shelf there is nothing to show. */
export const visitShelf = async (app: AppState, isNeeded = true): Promise<readonly ShelfPack[]> => {
  const found = await fetchShelf();
  if (found.ok) app.shelf.value = found.value.shelf.packs;
  app.isStale.value = !found.ok || found.value.isKept;
  if (!found.ok && isNeeded && app.shelf.value.length === 0) app.load.value = found.problem;
  return app.shelf.value;
};

/** A phone that died between the outbox and the draft has both: what was handed in is begun no more. */
const draftsBegun = async ({ library, outbox }: Tools): Promise<readonly Draft[]> => {
  const begun: Draft[] = [];
  for (const draft of await library.drafts()) if ((await outbox.stateOf(draft.id)) === undefined) begun.push(draft);
  return begun;
};

const visitOwn = async (app: AppState, tools: Tools): Promise<void> => {
  const { library, watch } = tools;
  app.drafts.value = await orNone(draftsBegun(tools), []);
  app.receipts.value = await orNone(library.receipts(), []);
  app.replies.value = await orNone(library.replies(), []);
  watch(app.receipts.value);
};

/** Packs that a person kept a copy of: their words are needed to read it back. */
const visitCopies = async (app: AppState): Promise<void> => {
  const { lang } = app.texts.value;
  const wanted = new Set(app.receipts.value.filter((receipt) => receipt.copy !== null).map((receipt) => receipt.pack));
  const found = new Map<string, OpenPack>();
  for (const entry of app.shelf.value.filter((pack) => wanted.has(pack.id))) {
    const open = await fetchPack(entry.id, entry.version, lang);
    if (open.ok) found.set(entry.id, open.value);
  }
  app.library.value = found;
};

/** Begins an interview on this pack, from the draft that is here or from none. */
export const beginInterview = (app: AppState, tools: Tools, open: OpenPack, keeper: DraftKeeper, place: string): void => {
  tools.keeper.current = keeper;
  app.open.value = open;
  app.interview.value = startInterview(open.pack, keeper, tools.doors, place);
};

export const freshKeeper = (app: AppState, tools: Tools, open: OpenPack, replaces?: Draft['replaces']): DraftKeeper => {
  const { pack } = open;
  const { lang } = app.texts.value;
  const draft = beginDraft({ pack: pack.id, packVersion: pack.version, mode: 'own-phone', lang }, tools.env.random, tools.env.now());
  return keepDraft(replaces === undefined ? draft : { ...draft, replaces }, false, tools.library);
};

const visitPack = async (app: AppState, tools: Tools, id: string): Promise<void> => {
  const current = app.interview.value;
  if (current?.pack.id === id && app.open.value?.pack.id === id) return;
  const entry = (await visitShelf(app)).find((each) => each.id === id);
  if (entry === undefined) {
    app.load.value = typeof app.load.value === 'object' ? app.load.value : problem('not-found', id);
    return;
  }
  const open = await fetchPack(entry.id, entry.version, app.texts.value.lang);
  if (!open.ok) {
    app.load.value = open.problem;
    return;
  }
  // The last letters written before another screen was looked at may still be on their way to the disk.
  await tools.keeper.current?.settled();
  const known = await orNone(tools.library.draft(id), undefined);
  const isOver = known !== undefined && (await orNone(tools.outbox.stateOf(known.id), undefined)) !== undefined;
  if (isOver) await orNone(tools.library.dropDraft(id), undefined);
  const keeper = known === undefined || isOver ? freshKeeper(app, tools, open.value) : keepDraft({ ...known, packVersion: entry.version }, true, tools.library);
  app.wasBegun.value = known !== undefined && !isOver;
  // Whoever comes back from another screen by the browser's own button finds the stop that they left.
  beginInterview(app, tools, open.value, keeper, (app.wasBegun.value && currentEntry().place) || 'promise');
};

/** Puts everything that this route shows into the state. Afterwards `load` is `ready` or says why not. */
export const visit = async (app: AppState, tools: Tools, route: Route): Promise<void> => {
  app.load.value = 'loading';
  switch (route.screen) {
    case 'pack':
      await visitPack(app, tools, route.pack as PackId);
      break;
    case 'preferences':
      // The voice that is kept here says every conversation on the shelf.
      await visitShelf(app, false);
      app.space.value = await orNone(spaceUsed(navigator.storage), app.space.value);
      app.waiting.value = await orNone(tools.outbox.count('waiting'), 0);
      break;
    case 'take-back':
      await Promise.all([visitOwn(app, tools), visitShelf(app, false)]);
      break;
    case 'my-answers':
      await Promise.all([visitOwn(app, tools), visitShelf(app)]);
      await visitCopies(app);
      break;
    case 'conversations':
    case 'replies':
    case 'help':
      await Promise.all([visitOwn(app, tools), visitShelf(app)]);
      break;
    case 'welcome':
    case 'missing':
      break;
  }
  if (app.load.value === 'loading') app.load.value = 'ready';
};
