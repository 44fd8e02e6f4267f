/** The studio's entry: opens its store, comes in by the link or because this browser was in before, and shows the screens. */
import { openStudioStore } from '../../store/studio.ts';
import { comeIn, putClipsAside, takeStock, takeToken } from './door.ts';
import { makeEar } from './ear.ts';
import { keepStudio } from './keep-studio.ts';
import { languageFor, loadStudioTexts } from './load-texts.ts';
import { mountStudio } from './mount.tsx';
import { makeStudio, type Studio } from './studio.ts';
import { putWordListsAside } from './words-lists.ts';

/** What is done once somebody is in, and none of which is waited for by the screens. */
const settle = async (studio: Studio): Promise<void> => {
  // Some browsers ask the person; recordings are worth the question, and are the only copy.
  void navigator.storage?.persist?.().catch(() => false);
  const [hasWords, hasTexts] = await Promise.all([takeStock(studio), putWordListsAside()]);
  studio.offline.value = (await keepStudio()) && hasWords && hasTexts ? 'ready' : 'failed';
  const { voice } = studio.speaker.value ?? {};
  if (voice !== undefined) await putClipsAside(studio, voice);
};

const start = async (): Promise<void> => {
  const token = takeToken();
  const store = openStudioStore();
  // A browser that keeps nothing: whoever records will be told so, in words.
  const desk = await store.desk().catch(() => ({ isIn: false, lang: undefined }));
  const texts = await loadStudioTexts(languageFor(location.search, desk.lang, navigator.languages));
  const knock = async (at: Studio): Promise<void> => {
    await comeIn(at, token);
    if (at.door.value === 'in') await settle(at);
  };
  const studio = makeStudio({ store, ear: makeEar(), texts, isIn: desk.isIn === true, knock });
  await studio.look().catch(() => undefined);
  mountStudio(studio);
  await knock(studio);
};

void start();
