/** What is published, as a phone fetches it: one shelf that changes, and versions that never do. */
import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { versionName, type Pack, type Shelf, type ShelfPack } from '../../../src/domain/pack.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { expectProblem } from '../../kit/a-request.ts';

const whenOver = theEnd();
let council: ACouncil;
let entry: ShelfPack;
let folder: string;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  [entry] = ((await (await council.fetch('/packs/')).json()) as Shelf).packs as [ShelfPack];
  folder = `/packs/${entry.id}/${versionName(entry.version)}`;
});

test('the shelf is asked for each time, and says who decides in each language', async () => {
  const response = await council.fetch('/packs/');
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'application/json; charset=utf-8', 'no-cache']);
  expect(entry).toMatchObject({ id: 'visitor-parking', version: { number: 1 }, example: true, closes: '2027-03-31', replyBy: '2027-06-30' });
  expect(Object.keys(entry.words)).toEqual(['en', 'so', 'bn']);
  expect(entry.words['en']).toEqual({ title: 'Visitor parking permits', who: 'You tell us. The council decides.' });
});

test('every file of a version is there, for ever, with the bytes that the shelf says, however it is packed', async () => {
  expect(entry.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['keys.json', 'pack.json', 'page.bn.json', 'page.en.json', 'page.so.json', 'words.bn.json', 'words.en.json', 'words.so.json']));
  for (const { path, integrity, bytes } of entry.files) {
    for (const [encoding, unpack] of [['br', brotliDecompressSync], ['gzip', gunzipSync], ['identity', (same: Uint8Array) => same]] as const) {
      const response = await council.fetch(`${folder}/${path}`, { headers: { 'accept-encoding': encoding } });
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
      const content = unpack(new Uint8Array(await response.arrayBuffer()));
      expect([content.byteLength, `sha256-${createHash('sha256').update(content).digest('base64')}`]).toEqual([bytes, integrity]);
    }
  }
});

test('a version says which it is, and brings the keys to seal to', async () => {
  const pack = (await (await council.fetch(`${folder}/pack.json`)).json()) as Pack;
  expect(pack.version).toEqual(entry.version);
  expect(await (await council.fetch(`${folder}/keys.json`)).json()).toEqual(council.council.keys.ring);
});

test('HEAD works on what is published', async () => {
  for (const path of ['/packs/', `${folder}/pack.json`]) {
    const response = await council.fetch(path, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
  }
});

test.each([
  ['the folder', () => folder],
  ['the shelf’s own entry', () => `${folder}/shelf.json`],
  ['a file that is not there', () => `${folder}/words.fr.json`],
  ['another number', () => folder.replace('/1-', '/2-').concat('/pack.json')],
  ['another hash', () => `${folder.slice(0, -1)}${folder.endsWith('0') ? '1' : '0'}/pack.json`],
  ['a number with noughts before it', () => folder.replace('/1-', '/01-').concat('/pack.json')],
  ['another pack', () => folder.replace(entry.id, 'bin-days').concat('/pack.json')],
  ['a pack called as every object’s parent', () => folder.replace(entry.id, '__proto__').concat('/pack.json')],
  ['a way out of the folder', () => `${folder}/..%2f..%2f..%2four-turn.sqlite`],
  ['the shelf without its slash', () => '/packs'],
  ['a pack’s folder', () => `/packs/${entry.id}/`],
])('%s is not there, and that is a problem and no page', async (_, path) => {
  await expectProblem(await council.fetch(path()), 'not-found', 404);
});

test('nothing can be put there', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) await expectProblem(await council.fetch(`${folder}/pack.json`, { method }), 'not-found', 404);
});
