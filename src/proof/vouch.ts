/** How a new key of the council's comes to be believed: one that was believed already has signed it. */
import { VOUCHER_PREFIX, type KeyRing, type ReceiptKey, type Voucher } from '../domain/wire.ts';
import { isSignedBy, sign } from './receipt.ts';

/** What a key may do. It is signed too: a key for sealing can never come to sign receipts. */
export type VouchedUse = 'receipt' | 'intake';

/** A key as it is given out, whatever it is for. */
export interface PublicKey {
  readonly use: VouchedUse;
  readonly kid: string;
  /** `spki` of a receipt key, `age1...` of an intake key. */
  readonly public: string;
}

/** Of one key: nobody needs more of them, and each costs a phone a moment. */
const MOST_VOUCHERS = 4;

const vouchedBytes = ({ use, kid, public: text }: PublicKey): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${VOUCHER_PREFIX}${use}\n${kid}\n${text}`);

/** The word of the key `by` for this one. */
export const vouch = async (one: PublicKey, by: { readonly kid: string; readonly key: CryptoKey }): Promise<Voucher> => ({ by: by.kid, signature: await sign(by.key, vouchedBytes(one)) });

/** Whether one of `believed` has vouched for this key. Anything that can't be read is a no, never an error. */
export const isVouched = async (one: PublicKey, vouchers: readonly Voucher[] | undefined, believed: readonly ReceiptKey[]): Promise<boolean> => {
  for (const { by, signature } of (vouchers ?? []).slice(0, MOST_VOUCHERS)) {
    const known = believed.find(({ kid }) => kid === by);
    if (known !== undefined && (await isSignedBy(known.spki, signature, vouchedBytes(one)))) return true;
  }
  return false;
};

/**
 * The receipt keys of a ring that are new to whoever holds `held`, as far as they are vouched for by a key that is held, by
 * the recovery signing key, or by a new one that is. A kid that is held keeps its key. The ring's own word for its signer
 * counts for nothing: `signers` are those that a pack brought.
 */
export const newlyBelieved = async (ring: Pick<KeyRing, 'receipts'>, held: readonly ReceiptKey[], signers: readonly ReceiptKey[]): Promise<readonly ReceiptKey[]> => {
  const found: ReceiptKey[] = [];
  let unsure = ring.receipts.filter(({ kid }) => ![...held, ...signers].some((each) => each.kid === kid));
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    const left: typeof unsure = [];
    // From the oldest on, which is last: then most rings are read in one pass.
    for (const one of [...unsure].reverse()) {
      const { kid, spki, vouched } = one;
      if (await isVouched({ use: 'receipt', kid, public: spki }, vouched, [...held, ...signers, ...found])) found.push({ kid, spki });
      else left.unshift(one);
    }
    unsure = left.filter(({ kid }) => !found.some((each) => each.kid === kid));
  }
  return found;
};
