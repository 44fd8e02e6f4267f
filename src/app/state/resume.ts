/** Takes up where the person is: a stop before a reload, a receipt, the stop that the first script had turned to. */
import type { RecordId } from '../../domain/id.ts';
import type { PackVersion } from '../../domain/pack.ts';
import { currentEntry, replaceEntry } from '../history.ts';
import { earlyPage } from '../early-page.ts';
import type { EarlyDraft } from './draft-keeper.ts';
import type { Route } from '../route.ts';
import type { Hands } from './actions.ts';
import type { AppState } from './app-state.ts';
import { fetchPack } from './fetching.ts';
import { beginInterview, visit } from './visit.ts';

/** The version that stands in the page itself: what the person is looking at is what they answer. */
const versionOnPage = (): PackVersion | undefined => {
  const [number, hash] = document.querySelector<HTMLElement>('main[data-version]')?.dataset['version']?.split('-') ?? [];
  return number && hash ? { number: Number(number), hash } : undefined;
};

/** A receipt that was on the screen before a reload. */
const resumeDone = async (app: AppState, hands: Hands, record: string): Promise<boolean> => {
  const receipts = await hands.library.receipts().catch(() => []);
  const answers = receipts.find((receipt) => receipt.id === (record as RecordId));
  const open = app.open.value;
  if (!answers || !open) return false;
  app.finished.value = { pack: open, answers, apart: [] };
  hands.watch([answers]);
  return true;
};

/** An interview over the draft that the entry script has kept since the page came. True if the page's own markup fits it. */
const resumeInterview = async (app: AppState, hands: Hands, early: EarlyDraft): Promise<boolean> => {
  const version = versionOnPage();
  const pack = early.keeper.draft().pack;
  const open = version && (await fetchPack(pack, version, app.texts.value.lang));
  if (!open?.ok) return false;
  const { place, record } = currentEntry();
  app.open.value = open.value;
  if (place === 'done' && record && (await resumeDone(app, hands, record))) return false;
  // The first script knows nothing of the draft: where it has turned to is where the person is.
  const shown = document.querySelector<HTMLElement>('main[data-pack]')?.dataset;
  const turnedTo = earlyPage()?.stops.length ? (shown?.['screen'] === 'support' ? 'support' : shown?.['question']) : undefined;
  const at = turnedTo ?? place ?? 'promise';
  app.wasBegun.value = early.wasBegun;
  beginInterview(app, hands, open.value, early.keeper, at);
  if (at !== 'promise') replaceEntry(location.pathname, { place: at });
  if (earlyPage()?.wanted) app.interview.value?.goOn();
  return place === undefined && !early.wasBegun && !earlyPage()?.wanted;
};

/** Fills the state for this address. True if the prerendered page can be taken over as it stands. */
export const resume = async (app: AppState, hands: Hands, early: EarlyDraft | undefined, route: Route): Promise<boolean> => {
  if (early && route.screen === 'pack') {
    const fits = await resumeInterview(app, hands, early);
    if (app.interview.value || app.finished.value) return fits;
  }
  await visit(app, hands, route);
  return false;
};
