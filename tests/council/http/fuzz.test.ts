/** Whatever comes, the council stands: it answers as documented, never with a 5xx, and holds or sets aside all that is well formed. */
import { gunzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SettingFault, readConfig } from '../../../src/council/config.ts';
import { isTooDeep } from '../../../src/council/http/read-body.ts';
import { checkPack } from '../../../src/council/packs/sources.ts';
import { CLIP_PIECE_BYTES } from '../../../src/domain/clip.ts';
import { readClipHead } from '../../../src/domain/clip-shapes.ts';
import { drawRecordId } from '../../../src/domain/id.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { parseManifest } from '../../../src/domain/voice.ts';
import { LIMITS, PATHS, UPLOAD, type ReceiptBody } from '../../../src/domain/wire.ts';
import { digestOf } from '../../../src/proof/digest.ts';
import { aCouncil, NONCE, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aPacksFolder } from '../../kit/a-packs-folder.ts';
import { aRecordWithClips, pathOf, sha256Of, type AClip } from '../../kit/a-clip.ts';
import { aRecord } from '../../kit/a-record.ts';
import { aHeldAsk } from '../../kit/a-request.ts';
import { drawSome } from '../../kit/drawn.ts';
import { aBody, aHeader, changed, isWellFormed, someParts, type Json } from '../../kit/some-messages.ts';
import { someBytes } from '../../kit/a-world.ts';

drawSome(3);

const prove = process.env['PROVE'] === '1';
const SEED = Number(process.env['SEED'] ?? 0) || 0;
/** Of 20,000 inputs in all, and of 1,000,000 in `prove`; those that only read cost little, so most are of that kind there. */
const MANY = prove
  ? { messages: 120_000, asks: 30_000, headers: 400_000, offsets: 120_000, addresses: 30_000, packs: 20_000, parsers: 280_000 }
  : { messages: 5_000, asks: 1_500, headers: 6_000, offsets: 2_500, addresses: 1_000, packs: 500, parsers: 3_500 };
/** Where a machine is so slow that all of them would take longer, each kind stops here, and says how far it came. */
const LONGEST_MS = prove ? 8 * 60_000 : 15_000;
const HEADERS_AT_ONCE = prove ? 100 : 20;

const whenOver = theEnd();
let council: ACouncil;
let sealed: SealedRecord;
let clip: AClip;
const done: Record<string, number> = {};
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  const { ring } = council.council.keys;
  const { pack } = council.council.packs.current('visitor-parking')!;
  sealed = await aRecord(ring, pack);
  const recorded = await aRecordWithClips(ring, pack, [600_000]);
  await council.hand([recorded.record]);
  clip = recorded.clips[0]!;
});
afterAll(() => {
  if (prove) process.stdout.write(`Fuzzed: ${Object.entries(done).map(([kind, many]) => `${many} ${kind}`).join(', ')}.\n`);
});

/** Draws so many, one after the other, and says which one it was that failed. */
const each = async <T>(kind: keyof typeof MANY, drawn: Arbitrary<T>, hold: (value: T) => Promise<void> | void, at = 1): Promise<void> => {
  let many = 0;
  const property = fc.asyncProperty(drawn, async (value) => {
    await hold(value);
    many += at;
  });
  await fc.assert(property, { seed: SEED, numRuns: Math.ceil(MANY[kind] / at), interruptAfterTimeLimit: LONGEST_MS, markInterruptAsFailure: false });
  done[kind] = many;
  expect(many).toBeGreaterThan(0);
};

const send = (path: string, bytes: Uint8Array | string, encoding = 'identity', method = 'POST'): Promise<Response> =>
  council.fetch(path, { method, body: bytes as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'application/json', 'content-encoding': encoding } });
const isNoFault = (response: Response): void => expect(response.status).toBeLessThan(500);

/** A small record that is whole, so that a message can be many and quick. */
const small = async (header = sealed.header, parts: readonly object[] = [{ part: 'words', age: 'YQ==' }], id = drawRecordId(random)): Promise<SealedRecord> =>
  ({ id, digest: await digestOf(header, parts as never), header, sealed: parts }) as never;
const random = someBytes(SEED + 4);

/** All of these are here, by the council's own word. */
const expectHeld = async (records: readonly SealedRecord[]): Promise<void> => {
  for (let from = 0; from < records.length; from += LIMITS.heldPairs) {
    const pairs = records.slice(from, from + LIMITS.heldPairs).map(({ id, digest }) => ({ id, digest }));
    const { verdicts } = (await (await send(PATHS.held, aHeldAsk(pairs))).json()) as ReceiptBody;
    expect(verdicts.filter(({ verdict }) => verdict !== 'stored')).toEqual([]);
  }
};

/** What a body carries, read as JSON is read; nothing where it carries nothing. */
const carriedIn = (bytes: Uint8Array, encoding: string): readonly Json[] => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(encoding === 'gzip' ? gunzipSync(bytes) : bytes);
    const { records } = JSON.parse(text) as { readonly records?: Json };
    return Array.isArray(records) ? records : [];
  } catch {
    return [];
  }
};

test('messages of records: each is answered, and each record that is well formed has its verdict and is here', async () => {
  const [one, two] = [await small(), await small()];
  const message = { v: 1, nonce: NONCE, sentAt: '2026-11-25T10:00:00.000Z', records: [one, two] } as unknown as Json;
  const held: SealedRecord[] = [];
  await each('messages', aBody(message), async ({ bytes, encoding }) => {
    const response = await send(PATHS.records, bytes, encoding);
    isNoFault(response);
    if (response.status !== 200) return;
    const { verdicts } = (await response.json()) as ReceiptBody;
    for (const carried of carriedIn(bytes, encoding)) {
      if (!(await isWellFormed(carried))) continue;
      const { id, digest } = carried as unknown as SealedRecord;
      expect(['stored', 'duplicate', 'parked']).toContain(verdicts.find((each) => each.id === id && each.digest === digest)?.verdict);
      if (held.length < 50_000) held.push(carried as unknown as SealedRecord);
    }
  });
  expect(held.length).toBeGreaterThan(MANY.messages / 20);
  await expectHeld(held);
}, 600_000);

test('records with any header and any parts, under a digest that fits: every one is stored or set aside, and is here', async () => {
  const drawn = fc.array(fc.tuple(aHeader(sealed.header), someParts, fc.boolean()), { minLength: HEADERS_AT_ONCE, maxLength: HEADERS_AT_ONCE });
  await each('headers', drawn, async (headers) => {
    const records = await Promise.all(headers.map(async ([header, parts, isItsOwn]) => {
      const id = drawRecordId(random);
      return small(isItsOwn ? header.replace(/"id":"[0-9a-f]{32}"/, `"id":"${id}"`) : header, parts, id);
    }));
    const response = await send(PATHS.records, JSON.stringify({ v: 1, nonce: NONCE, records }));
    expect(response.status).toBe(200);
    const { verdicts } = (await response.json()) as ReceiptBody;
    expect(verdicts.map(({ id, digest }) => [id, digest])).toEqual(records.map(({ id, digest }) => [id, digest]));
    expect(verdicts.filter(({ verdict }) => verdict !== 'stored' && verdict !== 'parked')).toEqual([]);
    await expectHeld(records);
    await council.council.db.deleteFrom('parked').execute();
  }, HEADERS_AT_ONCE);
}, 600_000);

test('questions after what is held', async () => {
  const ask = JSON.parse(aHeldAsk([{ id: sealed.id, digest: sealed.digest }, { id: clip.named.id, digest: clip.named.digest }])) as Json;
  await each('asks', aBody(ask), async ({ bytes, encoding }) => isNoFault(await send(PATHS.held, bytes, encoding)));
}, 600_000);

/** Of a clip: where it stands, what is said of a piece, and the piece itself. */
const aPiece = (): Arbitrary<{ readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly number: number; readonly isWhole: boolean }> => {
  const bad = fc.constantFrom('', '-1', '1', '262143', '262145', '1e5', '0x0', '00', '9999999', '99999999999999999999', ' 0', '0 ', 'NaN', '٠');
  const offset = fc.oneof(fc.nat(4).map((number) => String(number * CLIP_PIECE_BYTES)), bad, fc.string({ maxLength: 8 }));
  const name = fc.oneof({ weight: 6, arbitrary: fc.constant(pathOf(clip.named)) }, fc.tuple(fc.string({ maxLength: 40 }), fc.string({ maxLength: 70 })).map((parts) => PATHS.clips + parts.map(encodeURIComponent).join('/')));
  const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
  const headers = fc.record({
    'content-type': fc.oneof({ weight: 8, arbitrary: fc.constant(UPLOAD.type) }, fc.string().map(ascii)),
    [UPLOAD.offset]: offset.map(ascii),
    [UPLOAD.nonce]: fc.oneof({ weight: 8, arbitrary: fc.constant(NONCE) }, fc.string().map(ascii)),
    [UPLOAD.digest]: fc.oneof({ weight: 8, arbitrary: fc.constant('right') }, fc.string().map(ascii), fc.constant(`sha-256=:${'A'.repeat(43)}=:`)),
  });
  return fc.record({ method: fc.constantFrom('PATCH', 'PATCH', 'PATCH', 'HEAD', 'GET', 'PUT'), path: name, headers: headers as Arbitrary<Readonly<Record<string, string>>>, number: fc.nat(3), isWhole: fc.boolean() });
};

test('offsets, digests and pieces of clips: nothing that is wrong gets in, and the clip comes whole in the end', async () => {
  const digests = await Promise.all(clip.pieces.map((piece) => sha256Of(piece)));
  await each('offsets', aPiece(), async ({ method, path, headers, number, isWhole }) => {
    const piece = clip.pieces[number] ?? new Uint8Array(7);
    const body = isWhole ? piece : piece.slice(0, 100 + number);
    const right = isWhole && number < digests.length ? digests[number] : await sha256Of(body as Uint8Array<ArrayBuffer>);
    const said = { ...headers, [UPLOAD.digest]: headers[UPLOAD.digest] === 'right' ? (right ?? '') : (headers[UPLOAD.digest] ?? '') };
    const response = await council.fetch(path, { method, headers: said, ...(method === 'HEAD' || method === 'GET' ? {} : { body: body as Uint8Array<ArrayBuffer> }) });
    isNoFault(response);
    // Pieces of another place were taken, perhaps: then the whole does not fit, and it begins again.
    if (response.status === 200 && method === 'PATCH') expect(['stored', 'duplicate', 'corrupt']).toContain(((await response.json()) as ReceiptBody).verdicts[0]?.verdict);
  });
  let stands = Number((await council.fetch(pathOf(clip.named), { method: 'HEAD' })).headers.get(UPLOAD.offset));
  for (let turn = 0; turn < 8 && stands < clip.named.bytes; turn += 1) {
    const number = stands / CLIP_PIECE_BYTES;
    const headers = { 'content-type': UPLOAD.type, [UPLOAD.offset]: String(stands), [UPLOAD.nonce]: NONCE, [UPLOAD.digest]: digests[number] ?? '' };
    await council.fetch(pathOf(clip.named), { method: 'PATCH', headers, body: clip.pieces[number]! });
    stands = Number((await council.fetch(pathOf(clip.named), { method: 'HEAD' })).headers.get(UPLOAD.offset));
  }
  await expectHeld([clip.named as never]);
}, 600_000);

test('addresses: whatever is asked for, by whatever method, with whatever it says', async () => {
  const part = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('..', '%2e%2e', '%00', '%', 'en', 'so', 'visitor-parking', '1-0000000000000000', 'pack.json', 'x.js', 'constructor', '__proto__')).map((text) => (text.includes('%') ? text : encodeURIComponent(text.replace(/\p{Cs}/gu, '?'))));
  const drawn = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
    begins: fc.constantFrom('/', '/v1/', '/v1/replies?packs=', '/packs/', '/packs/visitor-parking/', '/staff/', '/staff/enter/', '/staff/clips/', '/studio/', '/studio/words/', '/studio/enter', '/en/', '/healthz/', '/metrics/', '/audio/'),
    rest: fc.array(part, { maxLength: 4 }),
    says: fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, '?')),
  });
  await each('addresses', drawn, async ({ method, begins, rest, says }) => {
    const headers = { cookie: `our-turn-staff=${says}`, 'accept-encoding': says, 'if-none-match': says, 'content-type': 'application/json', origin: 'http://localhost', host: 'localhost' };
    isNoFault(await council.fetch(begins + rest.join('/'), { method, headers, ...(method === 'GET' || method === 'HEAD' ? {} : { body: says }) }));
  });
}, 600_000);

test('conversations: check-pack names the file and the fault, and throws at nothing', async () => {
  const packs = aPacksFolder();
  const files = ['visitor-parking/pack.json', 'visitor-parking/en.json', 'visitor-parking/so.json', 'sets/support-1/set.json', 'sets/about-you-1/bn.json'];
  const { readFileSync } = await import('node:fs');
  const whole = new Map(files.map((file) => [file, readFileSync(`${packs.folder}/${file}`, 'utf8')]));
  const drawn = fc.constantFrom(...files).chain((file) => fc.tuple(fc.constant(file), fc.oneof({ weight: 9, arbitrary: changed(JSON.parse(whole.get(file)!) as Json).map((value) => JSON.stringify(value) ?? '') }, fc.string())));
  await each('packs', drawn, ([file, text]) => {
    packs.write(file, text);
    const checked = checkPack(packs.folder, 'visitor-parking');
    packs.write(file, whole.get(file)!);
    if (checked.ok) return;
    expect(checked.problem.length).toBeGreaterThan(0);
    for (const fault of checked.problem) expect([fault.file, fault.why]).toEqual([expect.stringMatching(/\.json$/), expect.stringMatching(/\S/)]);
  });
}, 600_000);

/** How deeply it really is nested. */
const depthOf = (value: unknown): number => (typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);

test('what is read without a schema: depth as it really is, heads and manifests or nothing, settings or a sentence', async () => {
  const settings = fc.dictionary(fc.constantFrom('PORT', 'PUBLIC_URL', 'STAFF_ORIGIN', 'TRUSTED_PROXY', 'METRICS_TOKEN', 'STRANGERS_MB'), fc.string());
  await each('parsers', fc.tuple(fc.jsonValue({ maxDepth: 5 }), settings), ([value, env]) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    for (const most of [0, 1, 3]) expect(isTooDeep(bytes, most)).toBe(depthOf(value) > most);
    readClipHead(value);
    parseManifest(value);
    try {
      readConfig(env, aRoot);
    } catch (error) {
      expect(error).toBeInstanceOf(SettingFault);
    }
  });
}, 600_000);
const aRoot = '/srv/our-turn';

test('the council that all of this was done to still takes records in, and has logged no fault', async () => {
  const one = await small();
  expect((await council.hand([one])).verdicts[0]?.verdict).toBe('parked');
  await expectHeld([one]);
  expect(council.log.filter((line) => line.includes('went-wrong') || line.includes('failed'))).toEqual([]);
});
