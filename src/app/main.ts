/** The page's entry: first keeps what was typed while it loaded, then brings the app. */
import { withAnswer, type Answer } from '../domain/answer.ts';
import { beginDraft, type Draft } from '../domain/draft.ts';
import type { PackId, QuestionId } from '../domain/id.ts';
import { isLanguage, type Language } from '../domain/language.ts';
import { FIELD } from '../domain/question-kinds/kind.ts';
import type { Library } from '../store/library.ts';
import type { Outbox } from '../store/outbox.ts';
import { answerIn, earlyPage } from './early-page.ts';
import { keepDraft, type EarlyDraft } from './state/draft-keeper.ts';

/** What is on the page before the app: the stops left behind, and the one that shows. */
const stopsOnPage = (): readonly HTMLElement[] => {
  const showing = document.querySelector<HTMLElement>('main[data-pack]');
  return [...(earlyPage()?.stops ?? []), ...(showing ? [showing] : [])];
};

/**
 * Takes over what stands in a stop's controls. One that is empty changes nothing, unless it is the one that the person
 * has just `emptied`: a draft from before may hold what the page as it came does not show.
 */
const withStop = (draft: Draft, stop: HTMLElement, lang: Language, emptied?: string): Draft => {
  const { question, screen, kind } = stop.dataset;
  if (!question || !kind) return draft;
  const put = (answers: Draft['answers'], q: string, answer: Answer | undefined, names: readonly string[]): Draft['answers'] =>
    answer !== undefined || names.some((name) => name === emptied) ? withAnswer(answers, q as QuestionId, answer) : answers;
  const answers = put(screen === 'support' ? draft.support.answers : draft.answers, question, answerIn(stop, lang), [FIELD.value, FIELD.passed]);
  if (screen !== 'support') return { ...draft, answers };
  const reach = stop.querySelector<HTMLInputElement>('[name="reach"]')?.value;
  const other = stop.querySelector<HTMLTextAreaElement>('[name="other"]');
  const q = (other?.dataset['q'] ?? '') as QuestionId;
  const written = other?.value.trim() ? ({ q, kind: 'words', value: { text: other.value, lang } } as const) : undefined;
  return {
    ...draft,
    support: { ...draft.support, answers: put(answers, q, written, ['other']), reach: emptied === 'reach' ? (reach ?? '') : reach || draft.support.reach },
  };
};

/** The draft that was begun here before, unless it has been handed in since: then it is none any more. */
const knownDraft = async (pack: string, library: Library, outbox: () => Promise<Outbox>): Promise<Draft | undefined> => {
  try {
    const known = await library.draft(pack);
    if (known === undefined || (await (await outbox()).stateOf(known.id)) === undefined) return known;
    await library.dropDraft(pack);
  } catch {
    // A browser that keeps nothing: the first write will say so, in words.
  }
  return undefined;
};

/** The draft of the conversation on this page, what was entered before this script included; kept from here on. */
const keepEarly = async (library: Library, outbox: () => Promise<Outbox>): Promise<EarlyDraft | undefined> => {
  const { pack, version } = stopsOnPage()[0]?.dataset ?? {};
  const { lang } = document.documentElement;
  if (!pack || !version || !isLanguage(lang)) return undefined;
  const [number, hash = ''] = version.split('-');
  const packVersion = { number: Number(number), hash };
  const known = await knownDraft(pack, library, outbox);
  const begun = beginDraft({ pack: pack as PackId, packVersion, mode: 'own-phone', lang }, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)), Date.now());
  const keeper = keepDraft(known ?? begun, known !== undefined, library);

  const takeAll = (draft: Draft): Draft => stopsOnPage().reduce((now, stop) => withStop(now, stop, lang), draft);
  const onInput = (event: Event): void => {
    const control = event.target as HTMLInputElement;
    const stop = control.closest<HTMLElement>('main[data-pack]');
    if (stop) void keeper.change((draft) => withStop(draft, stop, lang, control.name));
  };
  document.addEventListener('input', onInput);
  if (JSON.stringify(takeAll(keeper.draft())) !== JSON.stringify(keeper.draft())) void keeper.change(takeAll);
  return { keeper, wasBegun: known !== undefined, release: () => document.removeEventListener('input', onInput) };
};

/** A page that is hidden draws nothing, and must not wait for it. */
const LONGEST_WAIT_MS = 1_000;

/** The first screen is whole without the app, so the app comes after it: on a slow phone they would fight for the processor. */
const whenPainted = (): Promise<void> =>
  new Promise((painted) => {
    setTimeout(painted, LONGEST_WAIT_MS);
    requestAnimationFrame(() => setTimeout(painted));
  });

const start = async (): Promise<void> => {
  await whenPainted();
  const { openLibrary } = await import('../store/library.ts');
  const library = openLibrary();
  // A first answer is kept without it: only a draft from before may have been handed in since.
  let opened: Promise<Outbox> | undefined;
  const outbox = (): Promise<Outbox> => (opened ??= import('../store/outbox.ts').then(({ openOutbox }) => openOutbox()));
  const early = await keepEarly(library, outbox);
  const [{ startApp }, open] = await Promise.all([import('./start-app.tsx'), outbox()]);
  await startApp(library, open, early);
};

// The form to print is whole as it came, and no address of the app's: it would only say that there is nothing here.
if (document.querySelector('main[data-screen=paper]') === null) void start();
