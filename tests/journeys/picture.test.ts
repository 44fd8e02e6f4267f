/** A photograph and a drawing beside an answer: made small, without the place, sealed and sent; a bad file loses nothing. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import type { PackSourceValue } from '../../src/domain/pack-source.ts';
import type { Header } from '../../src/domain/record.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aPacksFolder } from '../kit/a-packs-folder.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { aJpegHead, aPhoto, PLACE_TAKEN } from '../kit/a-photo.ts';
import { clipRowsOn, recordingsOn } from '../kit/a-speaker.ts';
import { faultsOf } from '../kit/a-ruler.ts';
import { NARROW } from '../kit/a-window.ts';
import { goTo, handIn, openPack, outboxOn, press, whenDelivery, whenKept, WORDS, write } from '../kit/a-visit.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome(3);

let council: ACouncilProcess;
beforeAll(async () => {
  const folder = aFolderFor(afterAll);
  const packs = aPacksFolder(join(folder, 'packs'));
  packs.change('visitor-parking/pack.json', (pack: PackSourceValue) => ({ ...pack, questions: pack.questions.map((question) => (question.id === 'impact' ? { ...question, also: ['photo', 'draw'] } : question)) }));
  council = await startCouncil(folder, { packsDir: packs.folder });
});
afterAll(() => council?.stop());

const SOON = { timeout: 20_000 } as const;
const CAMERA = 'main .file:nth-of-type(1) input';
const CHOOSE = 'main .file:nth-of-type(2) input';

const atImpact = async (): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)), NARROW);
  onTestFinished(() => phone.close());
  const page = await phone.tab();
  await openPack(page, council.address);
  await goTo(page, 'question/impact');
  await page.waitForSelector(CHOOSE, { state: 'attached' });
  return { phone, page };
};
const offer = (page: Page, buffer: Buffer, name = 'photo.jpg'): Promise<void> => page.setInputFiles(CHOOSE, { name, mimeType: 'image/jpeg', buffer });

/** The bytes that are kept of a picture, as letters, and its size as a browser sees it. */
const pictureOn = (page: Page, id: string): Promise<{ letters: string; width: number; height: number }> =>
  page.evaluate(async (clip) => {
    const bytes = await new Promise<ArrayBuffer>((found) => {
      const opening = indexedDB.open('our-turn-clips');
      opening.onsuccess = () => {
        const asking = opening.result.transaction('clips').objectStore('clips').get(`${clip}.0`);
        asking.onsuccess = () => found((asking.result as { data: ArrayBuffer }).data);
        opening.result.close();
      };
    });
    const { width, height } = await createImageBitmap(new Blob([bytes]));
    return { letters: Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''), width, height };
  }, id);

test('a photograph is shrunk on the phone, and where it was taken is not in it any more', async () => {
  const { phone, page } = await atImpact();
  expect(await page.getAttribute(CAMERA, 'capture')).toBe('environment');
  const photo = await aPhoto(page, 3_200, 2_400);
  expect(photo.toString('latin1')).toContain(PLACE_TAKEN);
  await offer(page, photo);
  await page.waitForSelector('main .own img');
  expect(await faultsOf(page)).toEqual([]);
  const [kept] = await recordingsOn(page);
  expect(kept).toMatchObject({ medium: 'picture', type: 'image/jpeg', q: 'impact', seconds: 0 });
  const { letters, width, height } = await pictureOn(page, kept!.id);
  expect([width, height]).toEqual([1_600, 1_200]);
  for (const secret of [PLACE_TAKEN, 'GPS', 'Exif', '\x88\x25']) expect(letters.includes(secret), secret).toBe(false);
  expect(phone.faults).toEqual([]);
});

test.each([
  ['no picture', Buffer.from('This is a letter, not a picture.'), 'picture-unreadable'],
  ['100 megapixels', Buffer.from(aJpegHead(12_500, 8_000)), 'picture-too-large'],
  ['a picture cut off in the middle', Buffer.from(aJpegHead(800, 600)), 'picture-unreadable'],
  ['31 MB', Buffer.alloc(31 * 1024 * 1024, 1), 'picture-too-large'],
])('%s is refused by name, and nothing else is lost', async (_what, file, code) => {
  const { phone, page } = await atImpact();
  await write(page, 'The sign is too small.');
  await whenKept(page);
  await offer(page, file);
  await page.waitForSelector(`#problem:has-text("${code}")`);
  expect(await page.textContent('#problem')).toContain(WORDS.en.app['problem.nothing-lost']);
  expect(await page.inputValue('main textarea')).toBe('The sign is too small.');
  expect(await clipRowsOn(page)).toEqual([]);
  expect(phone.faults).toEqual([]);
});

test('drawn, one line taken back, kept beside its caption, sealed and handed in', async () => {
  const { phone, page } = await atImpact();
  await press(page, WORDS.en.app['picture.draw'] ?? '');
  const sheet = page.locator('main canvas');
  expect(await faultsOf(page)).toEqual([]);
  await sheet.scrollIntoViewIfNeeded();
  const box = (await sheet.boundingBox())!;
  const line = async (from: number, to: number): Promise<void> => {
    await page.mouse.move(box.x + box.width * from, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + box.height * 0.8, { steps: 4 });
    await page.mouse.up();
  };
  const ink = () => sheet.evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, value, at) => sum + (at % 4 === 0 && value < 128 ? 1 : 0), 0));
  await line(0.1, 0.4);
  const one = await ink();
  expect(one).toBeGreaterThan(1_000);
  await line(0.6, 0.9);
  expect(await ink()).toBeGreaterThan(one);
  await press(page, WORDS.en.app['stopped.undo'] ?? '');
  expect(await ink()).toBe(one);
  await press(page, WORDS.en.app['picture.done'] ?? '');
  await page.waitForSelector('main .own img');
  await write(page, 'Where the cars stand.');
  await goTo(page, 'review/review');
  await page.waitForSelector('main .given .own img');
  expect(await page.isVisible('main input[value=voice-too]')).toBe(false);
  await handIn(page);
  await whenDelivery(page, 'received');
  await expect.poll(async () => new Set((await clipRowsOn(page)).map(({ state }) => state[0])), SOON).not.toContain('open');
  const [row] = await outboxOn(page);
  expect((JSON.parse(row?.record?.header ?? '{}') as Header).clips).toHaveLength(1);
  const said = (await council.answers()).find(({ id }) => id === row?.id);
  expect(said?.answers).toContainEqual({ q: 'impact', kind: 'words', value: { text: 'Where the cars stand.', lang: 'en' } });
  expect(phone.faults).toEqual([]);
});
