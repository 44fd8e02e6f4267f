/** The council's keys over the years: a phone believes a new one because an old one, or the recovery signing key, has vouched for it, and for no other reason. */
import { renameSync, rmSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rotate, signWithRecovery } from '../../src/council/keys-change.ts';
import { openRecord } from '../../src/council/opening.ts';
import type { PackId } from '../../src/domain/id.ts';
import type { Pack } from '../../src/domain/pack.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { LIMITS, PATHS, type KeyRing } from '../../src/domain/wire.ts';
import { isVouched, vouch } from '../../src/proof/vouch.ts';
import { drain } from '../../src/sync/drain.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolder, aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aPacksFolder } from '../kit/a-packs-folder.ts';
import { aPhone, aSigner, saying, type APhone } from '../kit/a-phone.ts';
import { aRecord } from '../kit/a-record.ts';
import { aRing } from '../kit/a-ring.ts';

const RECOVERY = 'recovery-secret-move-me-away.txt';

const whenOver = theEnd();
const packsDir = aPacksFolder(join(aFolderFor(whenOver), 'packs')).folder;

let folder: string;
let council: ACouncil;
let phone: APhone;
/** Of the only pack that this phone ever fetched. */
let firstRing: KeyRing;
beforeEach(() => {
  phone = aPhone();
});
/** A council as it was when this phone fetched its pack. */
const begin = async (): Promise<void> => {
  folder = aFolder();
  council = await aCouncil(folder, { packsDir });
  firstRing = council.council.keys.ring;
  await phone.library.keepRing(firstRing);
  phone.answeredBy(async (request) => council.fetch(new URL(request.url).pathname, { method: request.method, headers: request.headers, body: request.method === 'GET' ? null : await request.clone().arrayBuffer() }));
};
afterEach(() => phone.close());

const keysDir = (): string => join(folder, 'keys');
const restart = async (): Promise<void> => {
  await council.close();
  council = await aCouncil(folder, { packsDir });
};
/** Sealed to the ring of the pack that the phone has. */
const handIn = async (pack: Pick<Pack, 'id' | 'version'> = council.council.packs.current('visitor-parking')!.pack): Promise<SealedRecord> => {
  const record = await aRecord(firstRing, pack);
  await phone.outbox.put([{ kind: 'answers', record }]);
  return record;
};
const asksForKeys = (): number => phone.sent.filter(({ path }) => path === PATHS.keys).length;
const expectHeld = async (record: SealedRecord): Promise<void> => expect(await phone.outbox.rowOf(record.id)).toMatchObject({ state: ['held', expect.any(Number) as number], record });

test('while the council signs with a key that the phone has, nobody asks for a ring', async () => {
  await begin();
  const record = await handIn();
  await drain(phone.sending);
  await expectHeld(record);
  expect(asksForKeys()).toBe(0);
});

test('a phone a year old, three rotations of both keys since: it delivers, asks once, believes, and its answer opens', async () => {
  await begin();
  for (let years = 0; years < 3; years += 1) {
    await rotate(keysDir(), 'receipt');
    await rotate(keysDir(), 'intake');
    await restart();
  }
  const { ring, receipt } = council.council.keys;
  expect(ring.receipts).toHaveLength(4);
  expect(firstRing.receipts.map(({ kid }) => kid)).not.toContain(receipt.kid);
  const record = await handIn();
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
  await expectHeld(record);
  await drain(phone.sending);
  expect(asksForKeys()).toBe(1);
  expect((await phone.library.receiptKeys()).map(({ kid }) => kid).sort()).toEqual(ring.receipts.map(({ kid }) => kid).sort());
  const row = await council.council.db.selectFrom('records').selectAll().where('id', '=', record.id).executeTakeFirstOrThrow();
  expect((await openRecord(council.council.keys, row)).ok).toBe(true);
});

test('a record that is only held also learns of the new key, and the old word for it still counts', async () => {
  await begin();
  const record = await handIn();
  await drain(phone.sending);
  await rotate(keysDir(), 'receipt');
  await restart();
  await drain(phone.sending);
  expect(asksForKeys()).toBe(1);
  await expectHeld(record);
  expect(await phone.library.receiptKeys()).toHaveLength(2);
});

test('every receipt key is lost: one made with the recovery secret is believed', async () => {
  await begin();
  const away = join(folder, 'stick.txt');
  renameSync(join(keysDir(), RECOVERY), away);
  for (const name of readdirSync(keysDir()).filter((each) => each.endsWith('.pkcs8'))) rmSync(join(keysDir(), name));
  await council.close();
  await expect(aCouncil(folder, { packsDir })).rejects.toThrow('or make a new one with npm run council -- keys sign-with-recovery FILE.');
  const kid = await signWithRecovery(keysDir(), away);
  council = await aCouncil(folder, { packsDir });
  expect(council.council.keys.receipt.kid).toBe(kid);
  const record = await handIn();
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
  await expectHeld(record);
  expect((await phone.library.receiptKeys()).map((each) => each.kid)).toContain(kid);
});

test('a new version of each pack carries the new ring, and a phone that fetches it asks for nothing', async () => {
  await begin();
  const before = council.council.packs.current('visitor-parking')!.pack.version.number;
  await rotate(keysDir(), 'receipt');
  await restart();
  const { version } = council.council.packs.current('visitor-parking')!.pack;
  expect(version.number).toBe(before + 1);
  const ring = (await (await council.fetch(`${PATHS.shelf}visitor-parking/${version.number}-${version.hash}/keys.json`)).json()) as KeyRing;
  expect(ring).toEqual(await (await council.fetch(PATHS.keys)).json());
  await phone.library.keepRing(ring);
  const record = await handIn();
  await drain(phone.sending);
  await expectHeld(record);
  expect(asksForKeys()).toBe(0);
});

test('the new intake key is vouched for as such, and as nothing else', async () => {
  await begin();
  await rotate(keysDir(), 'intake');
  await restart();
  const { ring } = council.council.keys;
  const { kid, recipient, vouched } = ring.recipients.find(({ use }) => use === 'intake')!;
  expect(ring.recipients).toHaveLength(2);
  expect(await isVouched({ use: 'intake', kid, public: recipient }, vouched, firstRing.receipts)).toBe(true);
  expect(await isVouched({ use: 'receipt', kid, public: recipient }, vouched, firstRing.receipts)).toBe(false);
});

/** A council whose receipts are by a key that this phone doesn't know, and what it says to whoever asks for its ring. */
const aRingGivenBy = async (say: (stranger: Awaited<ReturnType<typeof aSigner>>) => Promise<Response> | Response): Promise<SealedRecord> => {
  const stranger = await aSigner('receipt-new');
  ({ ring: firstRing } = await aRing());
  await phone.library.keepRing(firstRing);
  phone.answeredBy((request) => (new URL(request.url).pathname === PATHS.keys ? say(stranger) : saying(stranger)(request)));
  return handIn({ id: 'visitor-parking' as PackId, version: { number: 1, hash: '0'.repeat(16) } });
};
const asRing = (receipts: readonly unknown[], more: object = {}): Response => Response.json({ ...firstRing, receipts, ...more });

test.each<readonly [string, Parameters<typeof aRingGivenBy>[0]]>([
  ['that nobody vouches for', ({ key }) => asRing([key])],
  ['that vouches for itself', async ({ key, secret }) => asRing([{ ...key, vouched: [await vouch({ use: 'receipt', kid: key.kid, public: key.spki }, { kid: key.kid, key: secret })] }])],
  ['that a stranger under an old key’s name vouches for', async ({ key }) => asRing([{ ...key, vouched: [await vouch({ use: 'receipt', kid: key.kid, public: key.spki }, { kid: firstRing.receipts[0]!.kid, key: (await aSigner()).secret })] }])],
  ['that brings a recovery signer of its own', async ({ key }) => {
    const signer = await aSigner('recovery-signer-new');
    return asRing([{ ...key, vouched: [await vouch({ use: 'receipt', kid: key.kid, public: key.spki }, { kid: signer.key.kid, key: signer.secret })] }], { recoverySigner: signer.key });
  }],
  ['in which an old kid has another key, which vouches', async ({ key }) => {
    const other = await aSigner(firstRing.receipts[0]!.kid);
    return asRing([{ ...key, vouched: [await vouch({ use: 'receipt', kid: key.kid, public: key.spki }, { kid: other.key.kid, key: other.secret })] }, other.key]);
  }],
  ['that is a login page', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
  ['that is a problem', () => new Response('{}', { status: 500 })],
  ['that never ends', ({ key }) => asRing([key], { more: 'x'.repeat(LIMITS.ringBytes) })],
  ['with more keys than a ring has', ({ key }) => asRing(Array.from({ length: LIMITS.ringKeys + 1 }, () => key))],
  ['with keys and vouchers of strange shapes', ({ key }) => asRing([{ ...key, vouched: [{ by: firstRing.receipts[0]!.kid, signature: '????' }, { by: '__proto__', signature: '' }] }])],
  ['that can’t be reached', () => Promise.reject(new TypeError('no network'))],
])('a ring %s: its key is not taken, it was asked for once, and the record waits', async (_, say) => {
  const record = await aRingGivenBy(say);
  expect(await drain(phone.sending)).toMatchObject({ acknowledged: 0, stopped: 'no-receipt' });
  expect(asksForKeys()).toBe(1);
  expect(await phone.outbox.rowOf(record.id)).toMatchObject({ state: expect.arrayContaining(['waiting']), record });
  expect(await phone.library.receiptKeys()).toEqual(firstRing.receipts);
});

test('a true voucher moved to another key vouches for nothing', async () => {
  await begin();
  await rotate(keysDir(), 'receipt');
  await restart();
  const [{ vouched } = {}] = council.council.keys.ring.receipts;
  const record = await aRingGivenBy(({ key }) => asRing([{ ...key, vouched }]));
  await drain(phone.sending);
  expect(await phone.outbox.stateOf(record.id)).toBe('device');
});

test('a phone too full to write the new key down believes it all the same, and asks again next time', async () => {
  await begin();
  await rotate(keysDir(), 'receipt');
  await restart();
  const record = await handIn();
  expect(await drain({ ...phone.sending, keepReceiptKeys: () => Promise.reject(new Error('QuotaExceededError')) })).toEqual({ acknowledged: 1 });
  await expectHeld(record);
  await drain(phone.sending);
  expect(asksForKeys()).toBe(2);
});
