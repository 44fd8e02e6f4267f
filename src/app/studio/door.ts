/** Coming in: a staff link is used up once, the words to speak are fetched, and from then on it works without a network. */
import { parseStudioList, STUDIO, type StudioList } from '../../domain/studio.ts';
import { VOICES, type Voice } from '../../domain/voice.ts';
import type { Studio } from './studio.ts';

/** Takes the link's secret out of the address, so that it stands in no history and on nobody's screenshot. */
export const takeToken = (): string => {
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(null, '', location.pathname + location.search);
  return token;
};

const sendToken = async (token: string): Promise<'in' | 'bad-link' | 'no-network'> => {
  try {
    const response = await fetch(STUDIO.enter, { method: 'POST', body: JSON.stringify({ token }), headers: { 'content-type': 'application/json' }, redirect: 'error' });
    if (response.ok) return 'in';
    return response.status === 401 ? 'bad-link' : 'no-network';
  } catch {
    return 'no-network';
  }
};

/** A good link opens it. A bad one closes nothing: whoever was in stays in. */
export const comeIn = async (studio: Studio, token: string): Promise<void> => {
  if (token === '') return;
  const wasIn = studio.door.value === 'in';
  studio.door.value = 'opening';
  const found = await sendToken(token);
  studio.door.value = wasIn ? 'in' : found;
  // Where nothing can be kept, the studio is open until this page is closed, and a screen says so when it comes to that.
  if (found === 'in') await studio.store.note({ isIn: true }).catch(() => undefined);
};

const fetchList = async (voice: Voice): Promise<StudioList | 'closed' | undefined> => {
  try {
    const response = await fetch(`${STUDIO.words}${voice}.json`, { redirect: 'error' });
    if (response.status === 401) return 'closed';
    return response.ok ? parseStudioList(await response.json()) : undefined;
  } catch {
    return undefined;
  }
};

const knownLists = async ({ store }: Studio): Promise<readonly StudioList[]> =>
  (await Promise.all(VOICES.map((voice) => store.list(voice).catch(() => undefined)))).filter((list) => list !== undefined);

/** The words to speak, as they are now; without a network as they were last. Gives whether all of them lie on the phone. */
export const takeStock = async (studio: Studio): Promise<boolean> => {
  const show = (lists: readonly StudioList[]): void => {
    studio.lists.value = new Map([...studio.lists.value, ...lists.map((list) => [list.voice, list] as const)]);
  };
  show(await knownLists(studio));
  const found = await Promise.all(VOICES.map(fetchList));
  studio.isClosed.value = found.includes('closed');
  const fresh = found.filter((list) => list !== undefined && list !== 'closed');
  show(fresh);
  await studio.store.keepLists(fresh).catch(() => undefined);
  return (await knownLists(studio)).length === VOICES.length;
};

/** The core words as they sound now, for hearing them without a network. */
export const putClipsAside = (studio: Studio, voice: Voice): Promise<void> =>
  studio.ear.putAside((studio.lists.value.get(voice)?.prompts ?? []).flatMap(({ isCore, now }) => (isCore && now !== undefined ? [now.file] : [])));
