/** Records that a phone of ours would not make: anyone has the council's public key and can seal anything to it. */
import type { Pack } from '../../src/domain/pack.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { seal } from '../../src/seal/seal.ts';
import { aRecord, type RecordWish } from './a-record.ts';

/** A record whose parts hold these very things; `closed` and `words` as a phone of ours fills them are left out. */
export const aStrangeRecord = async (ring: Pick<KeyRing, 'recipients'>, pack: Pick<Pack, 'id' | 'version'>, parts: readonly object[], wish: RecordWish = {}): Promise<SealedRecord> => {
  const { header } = await aRecord(ring, pack, wish);
  const { v: _v, clips: _clips, ...facts } = JSON.parse(header) as Record<string, unknown>;
  const sealed = await seal(ring, facts as never, parts as never);
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return sealed.value;
};
