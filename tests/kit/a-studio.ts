/** The voice studio in a browser: coming in by a link, and a phone on which somebody has spoken before. */
import type { Page } from 'playwright';
import type { Speaker, Take } from '../../src/domain/studio.ts';
import type { Language } from '../../src/domain/language.ts';

export const onScreen = (page: Page, name: string): Promise<unknown> => page.waitForSelector(`main[data-screen="studio-${name}"]`);

/** Opens a link as its owner does, in this language. */
export const comeIn = async (page: Page, link: string, lang: Language = 'en'): Promise<void> => {
  await page.goto(link.replace('#', `?lang=${lang}#`));
  await onScreen(page, 'home');
  // The words to speak have come.
  await page.waitForSelector('main .voice-progress');
};

export const SPOKE: Speaker = { id: '3f9a27c1', voice: 'bn', way: 'সিলেট, মৌলভীবাজার', credit: 'Rahima Begum', agreedOn: '2026-11-24' };
const TAKE: Take = { voice: 'bn', shelf: 'app', name: 'welcome.title', text: 'ভাষা বেছে নিন', textHash: 'a'.repeat(64), speaker: SPOKE.id, recordedOn: '2026-11-24', seconds: 1, state: 'spoken', reviewedBy: null };

/** Inside the page: writes what the studio keeps of one speaker with one recording that waits and one that two people stand for. */
const fill = async ({ speaker, take, sound }: { readonly speaker: Speaker; readonly take: Take; readonly sound: string }): Promise<void> => {
  const bytes = await (await fetch(sound)).arrayBuffer();
  const db = await new Promise<IDBDatabase>((open, fail) => {
    const asked = indexedDB.open('our-turn-studio');
    asked.onsuccess = () => open(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const writing = db.transaction(['desk', 'speakers', 'takes'], 'readwrite');
  const done = new Promise<void>((over) => (writing.oncomplete = () => over()));
  writing.objectStore('desk').put({ isIn: true, speaker: speaker.id, lang: document.documentElement.lang }, 'mine');
  writing.objectStore('speakers').put({ ...speaker, consent: bytes });
  const takes = writing.objectStore('takes');
  takes.put({ ...take, id: `bn app ${take.name}`, sound: bytes });
  takes.put({ ...take, name: 'dock.back', id: 'bn app dock.back', state: 'approved', reviewedBy: 'Hasan', sound: bytes });
  await done;
  db.close();
};

/** As a phone on which Rahima has spoken; the page is on the first screen. */
export const hasSpoken = async (page: Page): Promise<void> => {
  const sound = await page.evaluate(async () => {
    const list = (await (await fetch('/audio/bn/clips.json')).json()) as { readonly clips: Readonly<Record<string, readonly [string]>> };
    return `/audio/bn/${list.clips['dock.back']?.[0]}`;
  });
  await page.evaluate(fill, { speaker: SPOKE, take: TAKE, sound });
  await page.reload();
  await page.waitForSelector('main .voice-progress');
};

/** A row of the first screen, by its place. */
export const openRow = async (page: Page, place: 'speak' | 'approve' | 'share' | 'people' | 'words'): Promise<void> => {
  await page.click(`main .row:nth-child(${['speak', 'approve', 'share', 'people', 'words'].indexOf(place) + 1})`);
};
