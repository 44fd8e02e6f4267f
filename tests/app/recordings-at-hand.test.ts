/** Recordings that nobody can come back to are swept up; what anybody can come back to stays, whichever tab it began in. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweep } from '../../src/app/state/recordings-at-hand.ts';
import type { RecordId } from '../../src/domain/id.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { aRing } from '../kit/a-ring.ts';
import { aDraft } from './a-conversation.ts';
import { aDesk, type ADesk } from './a-desk.ts';

let ring: KeyRing;
let its: ADesk;
beforeAll(async () => {
  ({ ring } = await aRing());
});
beforeEach(() => {
  its = aDesk(ring);
});
afterEach(() => its.close());

const lost = 'f'.repeat(32) as RecordId;
const owners = async (): Promise<readonly RecordId[]> => [...(await its.spoken.recordings.owners())].toSorted();

test('those whose draft is gone go; those of a draft, of its support, and of what was handed in stay', async () => {
  const draft = aDraft();
  const [handedIn] = await its.phone.handIn('answers');
  await its.phone.library.keep(draft);
  for (const [index, record] of [draft.id, draft.support.id, handedIn!.id, lost].entries()) await its.spoken.speak(record, 'impact', 1, 'abcd'[index]);
  await sweep(its.desk);
  expect(await owners()).toEqual([draft.id, draft.support.id, handedIn!.id].toSorted());
});

test('a draft that is begun and spoken to in another tab while this one looks: its recording stays', async () => {
  const draft = aDraft();
  const beginElsewhere = async (): Promise<void> => {
    await its.phone.library.keep(draft);
    await its.spoken.speak(draft.id, 'impact', 1);
  };
  // Between the two looks, whichever comes first.
  let wasBegun = false;
  const between = async <T>(look: () => Promise<T>): Promise<T> => {
    const seen = await look();
    if (!wasBegun) await beginElsewhere();
    wasBegun = true;
    return seen;
  };
  const library = { ...its.phone.library, drafts: () => between(its.phone.library.drafts) };
  const recordings = { ...its.spoken.recordings, owners: () => between(its.spoken.recordings.owners) };
  await sweep({ library, recordings, outbox: its.phone.outbox });
  expect(await owners()).toEqual([draft.id]);
});
