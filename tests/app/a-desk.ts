/** What handing in works with: a phone, its recordings, and a council's keys. */
import type { Desk } from '../../src/app/state/hand-in.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { aPhone, type APhone } from '../kit/a-phone.ts';
import { someRecordings, type SomeRecordings } from '../kit/some-recordings.ts';

export interface ADesk {
  readonly phone: APhone;
  readonly spoken: SomeRecordings;
  readonly desk: Desk;
  readonly close: () => void;
}

export const aDesk = (ring: KeyRing): ADesk => {
  const spoken = someRecordings();
  const phone = aPhone(11);
  const { recordings, clips } = spoken;
  const desk = { env: phone.world, library: phone.library, outbox: phone.outbox, recordings, clips, hasRecordings: async () => true, ring: async () => ring };
  return {
    phone,
    spoken,
    desk,
    close: () => {
      phone.close();
      spoken.close();
    },
  };
};
