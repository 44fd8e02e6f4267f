/** The simulated council's receipt keys: one after the other, each with the word of the one before it and of the recovery signing key. */
import { generateKeyPairSync, sign, type webcrypto } from 'node:crypto';
import type { KeyRing, ReceiptKey, Voucher } from '../../../src/domain/wire.ts';
import { toBase64 } from '../../../src/proof/receipt.ts';
import { vouch } from '../../../src/proof/vouch.ts';

/** More than a plan changes keys. */
const MANY = 9;

export interface NextKey extends ReceiptKey {
  readonly key: webcrypto.CryptoKey;
  readonly byLast: Voucher | undefined;
  readonly byRecovery: Voucher;
}
export interface SigningKeys {
  readonly recovery: ReceiptKey;
  /** The first is the one that phones know. */
  readonly receipts: readonly NextKey[];
}

const makeKey = async (kid: string) => {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  return { kid, spki: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))), key: privateKey };
};

export const makeSigningKeys = async (): Promise<SigningKeys> => {
  const recovery = await makeKey('recovery-signer');
  const receipts: NextKey[] = [];
  for (let number = 1; number <= MANY; number += 1) {
    const made = await makeKey(`receipt-${number}`);
    const named = { use: 'receipt' as const, kid: made.kid, public: made.spki };
    const last = receipts.at(-1);
    receipts.push({ ...made, byLast: last && (await vouch(named, last)), byRecovery: await vouch(named, recovery) });
  }
  return { recovery: { kid: recovery.kid, spki: recovery.spki }, receipts };
};

/** The ring after so many changes; `lost` says of each whether the key before it was lost. */
export const ringAfter = (ring: KeyRing, { receipts }: SigningKeys, lost: readonly boolean[]): KeyRing => ({
  ...ring,
  receipts: receipts.slice(0, lost.length + 1).map(({ kid, spki, byLast, byRecovery }, at) => {
    const voucher = lost[at - 1] ? byRecovery : byLast;
    return { kid, spki, ...(voucher ? { vouched: [voucher] } : {}) };
  }).toReversed(),
});

const IMPOSTOR = 'impostor-1';
const impostor = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ITS_KEY: ReceiptKey = { kid: IMPOSTOR, spki: (impostor.publicKey.export({ type: 'spki', format: 'der' }) as Buffer).toString('base64') };

/** A ring with the impostor's key in front, which nobody has vouched for. */
export const impostorsRing = (): string => JSON.stringify({ v: 1, recipients: [], receipts: [ITS_KEY], recoverySigner: ITS_KEY });

/** Truly signed, by that key. */
export const impostorsSignature = (nonce: string, body: string): string => {
  const signed = Buffer.from(`our-turn receipt v1\n${nonce}\n${body}`);
  return `${IMPOSTOR}.${sign('sha256', signed, { key: impostor.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64')}`;
};
