/** Frozen examples of everything on the wire: what was released once is read for ever, to the byte. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { SealedRecord } from '../../src/domain/record.ts';
import { Replies } from '../../src/domain/reply.ts';
import { CarriedRecord, Envelope, HeldAsk, KeyRing, ReceiptBody, type ReceiptKey } from '../../src/domain/wire.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { drawCode, readCode, withdrawHash } from '../../src/proof/code.ts';
import { fromBase64, isSignedBy, signReceipt, verifyReceipt } from '../../src/proof/receipt.ts';
import { isVouched, newlyBelieved, vouch } from '../../src/proof/vouch.ts';
import { vector } from './read-vector.ts';

interface ReceiptVector {
  readonly nonce: string;
  readonly type: string;
  readonly body: string;
  readonly key: ReceiptKey;
  readonly pkcs8: string;
  readonly header: string;
}

const records = vector<Readonly<Record<'answers' | 'support' | 'interest' | 'withdrawal', SealedRecord>>>('record');
const receipt = vector<ReceiptVector>('receipt');
const body = new TextEncoder().encode(receipt.body);

test.each(Object.values(records))('record $id has the digest that it had', async (record) => {
  expect(await digestOf(record.header, record.sealed)).toBe(record.digest);
  expect(await digestOf(record.header.replace('"v":1', '"v":2'), record.sealed)).not.toBe(record.digest);
});

test('a record that stands apart says no time', () => {
  expect(JSON.parse(records.answers.header)).toHaveProperty('createdAt', '2026-11-23T20:31Z');
  for (const kind of ['support', 'interest'] as const) expect(JSON.parse(records[kind].header)).not.toHaveProperty('createdAt');
});

test('each envelope is one, with the records in it as they were', () => {
  const { together, apart, held } = vector<Readonly<Record<'together' | 'apart' | 'held', Record<string, unknown>>>>('envelope');
  expect(v.parse(Envelope, together)).toEqual(together);
  expect(v.parse(Envelope, apart)).toEqual(apart);
  expect(apart).not.toHaveProperty('sentAt');
  expect(v.parse(v.array(CarriedRecord), together['records'])).toEqual([records.answers]);
  expect(v.parse(v.array(CarriedRecord), apart['records'])).toEqual([records.support, records.interest]);
  expect(v.parse(HeldAsk, held)).toEqual(held);
});

test('an envelope of another version, or with another nonce than 128 bits in hexadecimal, is none', () => {
  const { together } = vector<{ together: object }>('envelope');
  for (const bad of [{ v: 2 }, { nonce: 'x' }, { nonce: undefined }, { records: {} }]) expect(v.is(Envelope, { ...together, ...bad })).toBe(false);
});

test('the receipt is believed for its nonce, its body and its key', async () => {
  expect(await verifyReceipt([receipt.key], receipt.header, receipt.nonce, body)).toBe(true);
  expect(v.parse(ReceiptBody, JSON.parse(receipt.body)).verdicts.map(({ verdict }) => verdict)).toEqual(['stored', 'duplicate', 'parked', 'corrupt', 'unknown']);
});

test('one flipped byte in body, nonce, signature or key, wherever it stands, and it is not believed', async () => {
  const flipped = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  for (let at = 0; at < body.length; at += 7) {
    const touched = body.slice();
    touched[at] = touched[at]! ^ 1;
    expect(await verifyReceipt([receipt.key], receipt.header, receipt.nonce, touched)).toBe(false);
  }
  for (let at = 0; at < 85; at += 3) expect(await verifyReceipt([receipt.key], flipped(receipt.header, receipt.key.kid.length + 1 + at), receipt.nonce, body)).toBe(false);
  for (let at = 0; at < 32; at += 5) expect(await verifyReceipt([receipt.key], receipt.header, flipped(receipt.nonce, at), body)).toBe(false);
  for (const at of [50, 70, 100]) expect(await verifyReceipt([{ ...receipt.key, spki: flipped(receipt.key.spki, at) }], receipt.header, receipt.nonce, body)).toBe(false);
});

test('what this code signs is believed by that key as well', async () => {
  const key = await crypto.subtle.importKey('pkcs8', fromBase64(receipt.pkcs8), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  expect(await verifyReceipt([receipt.key], await signReceipt('r1', key, receipt.nonce, body), receipt.nonce, body)).toBe(true);
});

test('withdraw codes: the same letters, check letter and hash', async () => {
  const { codes, wrong } = vector<{ codes: { bytes: string; letters: string; code: string; typed: string; hash: string }[]; wrong: string[] }>('withdraw-code');
  for (const { bytes, letters, code, typed, hash } of codes) {
    expect(drawCode(() => fromBase64(bytes))).toBe(code);
    expect(code.replaceAll('-', '').slice(0, 13)).toBe(letters);
    expect(readCode(typed)).toBe(code);
    expect(await withdrawHash(code)).toBe(hash);
  }
  for (const code of wrong) expect(readCode(code)).toBeUndefined();
  expect(JSON.parse(records.answers.header)).toHaveProperty('withdrawHash', codes[0]?.hash);
});

test('the key ring and the replies are read as they were', () => {
  expect(v.parse(KeyRing, vector('key-ring'))).toEqual(vector('key-ring'));
  expect(v.parse(Replies, vector('replies'))).toEqual(vector('replies'));
});

const vouched = vector<{
  readonly held: readonly ReceiptKey[];
  readonly recoverySigner: ReceiptKey;
  readonly ring: KeyRing;
  readonly signed: Readonly<Record<string, string>>;
  readonly pkcs8: Readonly<Record<string, string>>;
}>('vouched-ring');

test('newer keys are believed by whoever holds an old one or the recovery signing key, and by nobody else', async () => {
  const { held, recoverySigner, ring } = vouched;
  const kidsOf = async (...args: Parameters<typeof newlyBelieved>) => (await newlyBelieved(...args)).map(({ kid }) => kid).sort();
  expect(v.parse(KeyRing, ring)).toEqual(ring);
  expect(await kidsOf(ring, held, [recoverySigner])).toEqual(['r2', 'r3']);
  expect(await kidsOf(ring, held, [])).toEqual(['r2']);
  expect(await kidsOf(ring, [], [recoverySigner])).toEqual(['r3']);
  expect(await kidsOf(ring, [], [])).toEqual([]);
  const [intake] = ring.recipients;
  expect(await isVouched({ use: 'intake', kid: 'i2', public: intake!.recipient }, intake!.vouched, ring.receipts)).toBe(true);
});

test('a voucher is over these very bytes, and what this code signs is as good', async () => {
  const { held, ring, signed, pkcs8 } = vouched;
  const [r3, r2] = ring.receipts;
  expect(await isSignedBy(held[0]!.spki, r2!.vouched![0]!.signature, new TextEncoder().encode(signed['r2']))).toBe(true);
  expect(await isSignedBy(held[0]!.spki, r2!.vouched![0]!.signature, new TextEncoder().encode(signed['r3']))).toBe(false);
  const key = await crypto.subtle.importKey('pkcs8', fromBase64(pkcs8['r2']!), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const one = { use: 'receipt', kid: 'r3', public: r3!.spki } as const;
  expect(await isVouched(one, [await vouch(one, { kid: 'r2', key })], [r2!])).toBe(true);
  expect(await isVouched({ ...one, use: 'intake' }, [await vouch(one, { kid: 'r2', key })], [r2!])).toBe(false);
});
