/** Sends the clips whose records the council has, one after the other; a record that comes meanwhile goes first. */
import type { RecordId } from '../domain/id.ts';
import type { Sealing } from '../store/clip-rows.ts';
import { namedBy, type Clips } from '../store/clips.ts';
import type { Lane, Outbox } from '../store/outbox.ts';
import type { Drained, Sending, Trust } from './sending.ts';
import { uploadClip, type Upload, type Uploaded } from './upload-clip.ts';
import { timesAt, waitAfter } from './wait.ts';

/** So many clips on which the council fails, one after the other, are its trouble and not theirs. */
const FAILED_BEFORE_STOPPING = 3;

/** Sealings whose record was handed in since: the page that was to say so may have been killed. */
export const releaseHandedIn = async (outbox: Outbox, clips: Clips): Promise<void> => {
  const ready = await clips.unreleased();
  for (const record of new Set(ready.map((each) => each.record))) {
    const row = await outbox.rowOf(record);
    if (row === undefined) continue;
    const theirs = ready.filter((each) => each.record === record);
    const named = namedBy(row, theirs);
    const digests = new Set(named.map(({ digest }) => digest));
    await clips.release(record, named, theirs.some(({ digest, keepsCopy }) => keepsCopy && digests.has(digest)));
  }
};

/** The first failure may be a restart: one more try, after a breath, from where the council then stands. */
const sendOne = async (upload: Upload, sealing: Sealing): Promise<Uploaded> => {
  const said = await uploadClip(upload, sealing);
  if (said.heard !== 'server') return said;
  await upload.env.sleep(waitAfter(0, upload.env.random));
  return uploadClip(upload, sealing);
};

interface Round {
  readonly sending: Sending;
  readonly clips: Clips;
  readonly upload: Upload;
  /** Records that are not with the council: their clips are not expected there. */
  readonly waiting: ReadonlySet<RecordId>;
}

const postpone = ({ sending: { env }, clips }: Round, { sealing, failures = 0 }: Sealing): Promise<void> =>
  clips.postpone(sealing, env.now() + waitAfter(failures + 1, env.random) + 1);

/** Records what the council said of one clip. Whatever it did not acknowledge waits by itself and holds nobody up. */
const take = async (round: Round, sealing: Sealing, said: Uploaded): Promise<void> => {
  const taken = said.heard === 'receipt' ? said.verdicts.filter(({ verdict }) => verdict !== 'corrupt' && verdict !== 'unknown') : [];
  await round.clips.settle(taken);
  if (taken.length === 0) await postpone(round, sealing);
};

type Stopped = Omit<Drained, 'acknowledged'> | 'records-came';

const drainLane = async (round: Round, lane: Lane): Promise<Stopped> => {
  const { sending, clips, upload, waiting } = round;
  const tried = new Set<string>();
  let failed = 0;
  for (;;) {
    const sealing = await clips.next(lane, timesAt(sending.env.now()), (each) => tried.has(each.sealing) || waiting.has(each.record));
    if (sealing === undefined) return {};
    tried.add(sealing.sealing);
    const said = await sendOne(upload, sealing);
    switch (said.heard) {
      case 'interrupted':
        return 'records-came';
      case 'busy':
        return { stopped: 'busy', waitMs: said.waitMs };
      case 'enrol':
      case 'network':
      case 'no-receipt':
        return { stopped: said.heard };
      case 'server':
        await take(round, sealing, said);
        failed += 1;
        if (failed >= FAILED_BEFORE_STOPPING) return { stopped: 'server' };
        break;
      case 'receipt':
      case 'bad':
      case 'too-large':
        await take(round, sealing, said);
        failed = 0;
        break;
    }
  }
};

/** `records-came`: it broke off, since something was handed in that is not to wait behind a recording. */
export const drainClips = async (sending: Sending, clips: Clips, trust: Trust): Promise<Stopped> => {
  const { env, outbox } = sending;
  const waiting = await outbox.waitingOf(await clips.records());
  const before = await outbox.newest();
  // Two reads in the index, however many wait: this is asked after each piece.
  const isInterrupted = async (): Promise<boolean> => (await outbox.newest()).some((number, line) => number > (before[line] ?? 0));
  const round: Round = { sending, clips, waiting, upload: { env, clips, trust, isInterrupted } };
  const together = await drainLane(round, 'together');
  // As with records: no network is no network for both lanes, trouble with one says nothing of the other.
  if (together === 'records-came' || (together.stopped !== undefined && together.stopped !== 'server')) return together;
  const apart = await drainLane(round, 'apart');
  return apart === 'records-came' || apart.stopped !== undefined ? apart : together;
};
