/** Handing in as the app does it, with records that were sealed before: clips, then the outbox, then the clips may go. */
import type { RecordId } from '../../../src/domain/id.ts';
import type { Header } from '../../../src/domain/record.ts';
import type { KeyRing } from '../../../src/domain/wire.ts';
import { APART_KINDS } from '../../../src/domain/record.ts';
import { sealingName } from '../../../src/store/clip-rows.ts';
import { pairOf, type Ledger } from '../ledger.ts';
import type { Parcel } from './pool.ts';
import type { Tab } from './tab.ts';

const keepClips = async (tab: Tab, { kind, record, clips }: Parcel): Promise<void> => {
  for (const [at, { id, digest, bytes, pieces }] of clips.entries()) {
    const sealing = sealingName(record.id as RecordId, `clip${at}`);
    for (const [number, piece] of pieces.entries()) await tab.clips().addSealed(sealing, piece, number);
    await tab.clips().ready({ id, digest, bytes, sealing, record: record.id, lane: APART_KINDS.has(kind) ? 'apart' : 'together', keepsCopy: false, pieces: pieces.length });
  }
};

const note = (ledger: Ledger, parcels: readonly Parcel[], by: string): void => {
  for (const { record: { id, digest }, clips, lane, code, takesBack } of parcels) ledger.made.set(pairOf({ id, digest }), { id, digest, by, clips, lane, code, takesBack });
};

/** As a tab that runs the first release writes it, whose rows are all in one line: see tests/vectors/outbox-rows.json. */
export const handInAsOfOld = async (tab: Tab, ring: KeyRing, parcels: readonly Parcel[], by: string, ledger: Ledger): Promise<void> => {
  note(ledger, parcels, by);
  await tab.library.keepRing(ring);
  for (const { record, lane } of parcels) if (await tab.putAsOfOld({ id: record.id, lane, record, bytes: JSON.stringify(record).length })) ledger.finished.add(pairOf(record));
};

/** The ring first, as sealing does it: a phone that can't keep whose word counts hands nothing in. When the outbox has them, the person is told that they are kept: from then on they count. Comes back when that is over. */
export const handIn = async (tab: Tab, ring: KeyRing, parcels: readonly Parcel[], by: string, ledger: Ledger, hasRoom: () => boolean): Promise<void> => {
  note(ledger, parcels, by);
  try {
    await tab.library.keepRing(ring);
    for (const parcel of parcels) await keepClips(tab, parcel);
    const added = await tab.outbox.put(parcels);
    for (const { record } of parcels) if (added.has(record.id)) ledger.finished.add(pairOf(record));
    for (const { record, clips } of parcels) {
      if (clips.length > 0) await tab.clips().release(record.id, (JSON.parse(record.header) as Header).clips, false);
    }
  } catch (error) {
    if (!tab.isGone && hasRoom()) ledger.wrong.add(`refused with room enough: ${String(error)}`);
    // The person is told that the phone could not keep it, and has the draft still.
    const sealings = parcels.flatMap(({ record, clips }) => clips.map((_, at) => sealingName(record.id, `clip${at}`)));
    if (sealings.length > 0 && !(await tab.outbox.rowOf(parcels[0]!.record.id).catch(() => undefined))) await tab.clips().giveUp(sealings).catch(() => undefined);
  }
};
