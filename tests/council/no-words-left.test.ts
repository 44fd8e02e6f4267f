/** What people said is in one place only, sealed: no log, no address and no file ever holds a word of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { patchAll } from '../kit/a-clip.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { pressing } from '../kit/a-member-of-staff.ts';
import { aRecord, reHeaded } from '../kit/a-record.ts';
import { anEnvelope } from '../kit/a-request.ts';
import { fetchPack, sendRecords } from '../kit/a-sender.ts';
import { aSpokenAnswer } from '../kit/a-spoken-answer.ts';

const whenOver = theEnd();

/** A build may be needed first, if a test is run by hand. */
const PATIENCE_MS = 120_000;
const WORDS = 'zebrafinch বোনের কথা';
const REACH = '020 7946 0123';
/** Each as it may lie in a file: as letters, in JSON, in an address, and in base64 from wherever it begins. */
const FORMS = [WORDS, REACH].flatMap((words) => {
  const base64 = [0, 1, 2].map((skip) => Buffer.from(words).subarray(skip, skip + Math.floor((Buffer.byteLength(words) - skip) / 3) * 3).toString('base64'));
  return [words, words.slice(0, 10), encodeURIComponent(words), JSON.stringify(words).slice(1, -1), ...base64];
});
const holds = (text: string): readonly string[] => FORMS.filter((form) => text.includes(form));

let folder: string;
let council: ACouncilProcess;
let printed = '';
const addresses: string[] = [];
let hasShown = 0;

/** As a browser without script does it, and every address that it meets on the way is written down. */
const staffBrowser = () => {
  let cookie = '';
  return async (path: string, fields?: Readonly<Record<string, string>>): Promise<string> => {
    const headers = { cookie, origin: council.address };
    const response = await fetch(new URL(path, council.address), { redirect: 'manual', headers, ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }) });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const html = await response.text();
    addresses.push(path, response.headers.get('location') ?? '', ...Array.from(html.matchAll(/(?:href|action|src)="([^"]*)"/g), ([, to = '']) => to));
    if (html.includes(WORDS) || html.includes(REACH)) hasShown += 1;
    return html;
  };
};

const post = (path: string, body: string): Promise<Response> => fetch(council.address + path, { method: 'POST', body });

const livesThrough = async (): Promise<void> => {
  const { pack, ring } = await fetchPack(council.address);
  const [answer, other, support, interest] = [await aRecord(ring, pack, { text: WORDS }), await aRecord(ring, pack, { text: WORDS }), await aRecord(ring, pack, { kind: 'support', text: REACH }), await aRecord(ring, pack, { kind: 'interest', text: REACH })];
  await sendRecords(council.address, ring, [answer, await reHeaded(other), await reHeaded(other, { v: 2 }), { ...other, id: answer.id }]);
  await sendRecords(council.address, ring, [support, interest]);
  // A phone of another make, or someone who tries things, may send the words as they are.
  for (const body of [WORDS, `{"${WORDS}":`, anEnvelope([{ id: WORDS, words: WORDS }]), anEnvelope([], { nonce: WORDS }), anEnvelope([{ ...answer, header: WORDS }])]) for (const path of ['/v1/records', '/v1/held', `/v1/${encodeURIComponent(WORDS)}`, '/en/']) await post(path, body);
  for (const path of ['/en/', '/en/x', '/packs/x', '/staff', '/v1/replies']) await fetch(`${council.address}${path}?answer=${encodeURIComponent(WORDS)}`);
  const browse = staffBrowser();
  await browse(new URL(council.staffLink).pathname, { name: 'Ayaan' });
  for (const path of ['/staff', '/staff/packs/visitor-parking', '/staff/packs/visitor-parking/asked', '/staff/parked', '/staff/log', '/staff/replies']) await browse(path);
  for (const path of [`/staff/answers/${answer.id}`, `/staff/asked/${support.id}`, `/staff/asked/${interest.id}`]) await browse(path, {});
  const { record: spoken, clips: [clip] } = await aSpokenAnswer(ring, pack, [{ media: new TextEncoder().encode(WORDS) }]);
  await sendRecords(council.address, ring, [spoken]);
  await patchAll({ fetch: (path, init) => fetch(council.address + path, init) }, clip!);
  const opening = /name="opening" value="(\w+)"/.exec(await browse(`/staff/clips/${clip!.named.id}`, {}))?.[1] ?? '';
  await browse(`/staff/clips/${clip!.named.id}/write`, { opening, kind: 'transcript', form: 'transcript', voice: 'en', text: WORDS });
  const reply = { pack: 'visitor-parking', 'en-said': 'You told us.', 'en-did': 'We did.', ...pressing('publish') };
  await browse('/staff/replies/new', reply);
  const draft = addresses.findLast((address) => address.endsWith('/publish')) ?? '';
  await browse(draft, {});
  expect((await council.answers()).map(({ answers }) => JSON.stringify(answers))).toContainEqual(expect.stringContaining('zebrafinch'));
};

beforeAll(async () => {
  folder = aFolderFor(whenOver);
  whenOver(() => council?.kill());
  council = await startCouncil(folder);
  await livesThrough();
  await council.stop();
  printed = council.printed();
}, PATIENCE_MS);

test('the words were shown to staff, so that looking for them elsewhere means something', () => {
  expect(hasShown).toBe(4);
});

test('nothing that the process printed holds a word, and an alarm names a record by its id alone', () => {
  expect(holds(printed)).toEqual([]);
  expect(printed).toContain('"event":"stopped"');
});

test('no address holds a word', () => {
  expect(addresses.length).toBeGreaterThan(50);
  expect(addresses.flatMap(holds)).toEqual([]);
});

test('no file of the council holds a word, neither in the database nor beside it', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map((entry) => entry.name)).toEqual(expect.arrayContaining(['our-turn.sqlite', 'ring.json', 'pack.json']));
  // What someone put into a header by hand is kept, as headers are; there is none of that here.
  for (const entry of files) expect([entry.name, holds(readFileSync(join(entry.parentPath, entry.name), 'utf8'))]).toEqual([entry.name, []]);
});
