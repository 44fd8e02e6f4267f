/** What sound follows by itself: the words and the voice that are chosen, and, for who wants things read, the screen. */
import { computed, effect, untracked, type ReadonlySignal } from '@preact/signals';
import { LANGUAGES } from '../../domain/language.ts';
import type { Voice } from '../../domain/voice.ts';
import { openBook, type SpokenPack } from '../voice/book.ts';
import type { Player } from '../voice/player.ts';
import { readerOf, type Reader } from '../voice/reader.ts';
import type { AppState } from './app-state.ts';
import { welcomeReader } from './welcome-reader.ts';

/** After Preact has put the screen up, and the focus has gone to its heading. */
export const onceShown = (then: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(then));

/** The packs whose words may be on the screen: the open one whole, of the others the title and who decides. */
const packsOnScreen = (app: AppState): readonly SpokenPack[] => {
  const { lang } = app.texts.value;
  const open = app.open.value;
  const others = app.shelf.value.filter((pack) => pack.id !== open?.pack.id && Object.keys(pack.voices ?? {}).length > 0);
  return [
    ...(open ? [{ id: open.pack.id, version: open.pack.version, words: open.words }] : []),
    ...others.map(({ id, version, words }) => ({ id, version, words: { title: words[lang]?.title ?? '', who: words[lang]?.who ?? '' } })),
  ];
};

/** What makes it another screen to who hears it. */
export const nameOfScreen = (app: AppState): string => {
  const route = app.route.value;
  return [route.screen, app.interview.value?.stop.value.place, app.finished.value?.answers.id, app.load.value === 'loading'].join(' ');
};

const openWelcome = async (): Promise<Reader | undefined> => welcomeReader((await Promise.all(LANGUAGES.map((lang) => openBook(lang, [])))).filter((book) => book !== undefined));

const openPage = async (voice: Voice, own: Voice, packs: readonly SpokenPack[]): Promise<Reader | undefined> => {
  const [wanted, filling] = await Promise.all([openBook(voice, packs), voice === own ? undefined : openBook(own, packs)]);
  return readerOf(wanted, voice === own ? wanted : filling);
};

/** Another language, another voice, another conversation: another book, and silence first. `then` hears of each. */
export const followReader = (app: AppState, wantsSound: ReadonlySignal<boolean>, onLeft: () => void, then: (reader: Reader | undefined) => void): void => {
  const voice = computed<Voice>(() => app.preferences.value.voice ?? app.texts.value.lang);
  const isWelcome = computed(() => app.route.value.screen === 'welcome');
  let opening = 0;
  effect(() => {
    const mine = (opening += 1);
    const open = isWelcome.value ? (wantsSound.value ? openWelcome() : Promise.resolve(undefined)) : openPage(voice.value, app.texts.value.lang, packsOnScreen(app));
    untracked(onLeft);
    void open.then((reader) => mine === opening && then(reader));
  });
};

/** A screen has come: a new one, or the words or the voice of this one have changed. While a book is opened it waits. */
export const followScreen = (app: AppState, isOpening: ReadonlySignal<boolean>, onLeft: () => void, onShown: (name: string) => void): void =>
  void effect(() => {
    const name = nameOfScreen(app);
    const waits = isOpening.value;
    untracked(() => {
      onLeft();
      if (waits || app.load.value !== 'ready') return;
      onceShown(() => !isOpening.peek() && untracked(() => nameOfScreen(app)) === name && onShown(name));
    });
  });

/** What then happens on it under the eyes of who reads; who listens must be told. `tell` is given what now says it. */
export const followNews = (app: AppState, player: Player, tell: (selector: string) => void): void => {
  const problem = computed(() => app.interview.value?.problem.value ?? app.problem.value);
  effect(() => {
    if (problem.value !== null) onceShown(() => tell('#problem'));
  });
  const delivery = computed(() => app.finished.value && (app.delivery.value.get(app.finished.value.answers.id) ?? 'device'));
  let last: string | null = null;
  effect(() => {
    const isNews = last === 'device' && delivery.value !== null && delivery.value !== 'device';
    last = delivery.value;
    if (isNews) onceShown(() => player.state.peek() === 'quiet' && tell('[data-delivery]'));
  });
};
