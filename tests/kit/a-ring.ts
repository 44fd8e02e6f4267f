/** A council's keys as a pack carries them, with the secrets that open what was sealed to them. */
import type { KeyRing } from '../../src/domain/wire.ts';
import { makeSealingKey, type SealingKey } from '../../src/seal/keys.ts';
import { aSigner } from './a-phone.ts';

export interface ARing {
  readonly ring: KeyRing;
  readonly intake: SealingKey;
}

export const aRing = async (): Promise<ARing> => {
  const [intake, recovery, signer] = await Promise.all([makeSealingKey(), makeSealingKey(), aSigner()]);
  const recipients = [
    { kid: 'i1', use: 'intake', recipient: intake.recipient },
    { kid: 'x1', use: 'recovery', recipient: recovery.recipient },
  ] as const;
  return { intake, ring: { v: 1, recipients: [...recipients], receipts: [signer.key], recoverySigner: signer.key } };
};
