/** Each mechanism of custody, and how the code looks without it: the suite must notice every one that is gone. */
import type { Plan } from './plan.ts';
import { KILLED_AND_RESTORED, OLD_RECEIPT } from './steered.ts';

export interface Mechanism {
  readonly id: string;
  /** What it does, in a sentence that goes on from "the code ...". */
  readonly does: string;
  readonly file: string;
  /** This very text is taken out of the file ... */
  readonly code: string;
  /** ... and this put in its place. */
  readonly without: string;
  /** What the simulation is to draw most of its faults from. */
  readonly favoured: readonly string[];
  /** A seed at which it shows, where it takes many: the drawing begins there. */
  readonly from?: number;
  /** Where chance would hardly meet it: these instead of drawn ones. All are good with it. */
  readonly plans?: readonly Plan[];
}

const HELD = ['restored-from-backup', 'backed-up', 'reply-lost'] as const;

export const MECHANISMS: readonly Mechanism[] = [
  {
    id: 'C-01', does: 'writes the outbox to the disk itself before it says kept',
    file: 'src/store/outbox.ts', code: "{ chromeTransactionDurability: 'strict', ...options }", without: '{ ...options }',
    favoured: ['power-loss', 'request-lost', 'login-page'],
  },
  {
    id: 'C-02', does: 'keeps the first record of a draft that is finished twice',
    file: 'src/store/outbox.ts', code: 'if (added.size > 0) await rows.bulkAdd([...added.values()]);', without: 'for (const [lane, { record }] of laned) await rows.put({ id: record.id, state: waitingIn(lane, next.get(lane)?.() ?? 1), lane, record, bytes: 1 });',
    favoured: ['finish-one-draft-twice'],
  },
  {
    id: 'C-03', does: 'believes only what the council has signed',
    file: 'src/proof/receipt.ts', code: 'return await crypto.subtle.verify(SIGNATURE, key, signature, bytes);', without: 'return key !== undefined && signature !== undefined;',
    favoured: ['forged-receipt'],
  },
  {
    id: 'C-04', does: 'signs over the nonce of one request, so that an old receipt fits no new one',
    file: 'src/proof/receipt.ts', code: 'utf8.encode(`${nonce}\\n`)', without: 'utf8.encode(nonce.slice(0, 0))',
    favoured: [], plans: OLD_RECEIPT,
  },
  {
    id: 'C-05', does: 'keeps what was acknowledged until it is durable',
    file: 'src/store/outbox.ts', code: 'if (verdict.durable) return settledRow(row, verdict);', without: 'return settledRow(row, verdict);',
    favoured: HELD,
  },
  {
    id: 'C-06', does: 'asks at each contact after what it holds',
    file: 'src/sync/drain.ts', code: 'const asked = await askAfterHeld(sending, clips, trust, lane);', without: 'const asked = { acknowledged: 0 } as Drained;',
    favoured: HELD,
  },
  {
    id: 'C-07', does: 'sends again what the council has lost',
    file: 'src/store/outbox.ts', code: "return row.state[0] === 'held' ? { ...again, lane, state: waitingIn(lane, next.waiting(lane)) } : undefined;", without: 'return undefined;',
    favoured: HELD,
  },
  {
    id: 'C-08', does: 'commits before it answers',
    file: 'src/council/http/wire.ts', code: 'await takeIn(council, envelope.records, envelope.sentAt, door)',
    without: '(void takeIn(council, envelope.records, envelope.sentAt, door).catch(() => undefined), (envelope.records as never[]).map(({ id, digest }) => ({ id, digest, verdict: \'stored\' as const, durable: false })))',
    favoured: ['endpoint-killed', 'disk-full'],
  },
  {
    id: 'C-09', does: 'knows a record that comes again',
    file: 'src/council/intake.ts', code: "if (before === record.digest) say(record, 'duplicate');\n    else if", without: 'if',
    favoured: ['duplicated', 'reply-lost', 'request-replayed'],
  },
  {
    id: 'C-10', does: 'holds every record against its digest',
    file: 'src/council/examine.ts', code: 'digestNow(header, sealed as unknown as readonly SealedPart[]) !== digest', without: "typeof digestNow === 'string'",
    favoured: ['request-altered'],
  },
  {
    id: 'C-11', does: 'sets aside what it does not understand, and throws nothing away',
    file: 'src/council/intake.ts', code: 'sorted.parked.push(parkedRow(record, why, arrival));', without: '',
    favoured: ['hand-in-strange'],
  },
  {
    id: 'C-12', does: 'takes a request in as a whole or not at all',
    file: 'src/council/database/transact.ts', code: 'db.transaction().execute(work)', without: 'work(db)',
    favoured: ['endpoint-killed', 'hand-in-recorded'], from: 15,
  },
  {
    id: 'C-13', does: 'cuts a page that is refused, until what is refused stands alone',
    file: 'src/sync/drain-lane.ts', code: 'parcels.again(rows.slice(0, half), rows.slice(half));', without: "return { stopped: 'server' };",
    favoured: ['poison', 'request-lost'],
  },
  {
    id: 'C-14', does: 'lets a record that fails alone wait on a clock of its own',
    file: 'src/sync/drain-lane.ts', code: 'if (first !== undefined) await sending.outbox.postpone(...putOffUntil(sending, first));', without: 'run.aloneFailures += ALONE_BEFORE_STOPPING;',
    favoured: ['poison', 'hand-in-answers', 'request-lost'],
  },
  {
    id: 'C-15', does: 'gives up a request that is never answered',
    file: 'src/sync/call.ts', code: 'answered.signal.aborted || giveUp.abort()', without: 'undefined',
    favoured: ['never-answered'],
  },
  {
    id: 'C-16', does: 'opens a database again that the system has dropped',
    file: 'src/store/reopen.ts', code: 'if (!isDropped(error)) throw error;', without: 'if (isDropped(error) || error) throw error;',
    favoured: ['connections-dropped', 'hand-in-answers', 'hand-in-recorded'], from: 29,
  },
  {
    id: 'C-17', does: 'lets go of recordings whose page was killed before it could',
    file: 'src/sync/drain.ts', code: 'await releaseHandedIn(outbox, kept);', without: '',
    favoured: ['tab-killed', 'power-loss', 'hand-in-recorded'],
  },
  {
    id: 'C-18', does: 'goes by no time that a clock wrote which was set back',
    file: 'src/sync/parcels.ts', code: '...timesAt(env.now()), after', without: 'now: env.now(), after',
    favoured: ['clock-back', 'refused-by-a-proxy', 'poison'],
  },
  {
    id: 'C-19', does: 'sends what stands apart in requests of its own',
    file: 'src/store/outbox-rows.ts', code: "const PLACES: Readonly<Record<Lane, number>> = { together: -3, apart: -2 };", without: "const PLACES: Readonly<Record<Lane, number>> = { together: -3, apart: -3 };",
    favoured: ['hand-in-answers-and-support', 'request-lost'],
  },
  {
    id: 'C-20', does: 'sends a recording on from where the council has it, whole to the last piece',
    file: 'src/sync/upload-clip.ts', code: 'at = await sendPiece(upload, sealing, at.offset, piece);', without: "at = await sendPiece(upload, sealing, 0, (await upload.clips.sealedPiece(sealing.sealing, 0)) ?? piece);",
    favoured: ['hand-in-recorded', 'tab-killed'],
  },
  {
    id: 'C-21', does: 'keeps a draft through a newer version of the app, and through power loss',
    file: 'src/store/library.ts', code: "{ chromeTransactionDurability: 'strict', ...options }", without: '{ ...options }',
    favoured: ['type-into-a-draft', 'power-loss'],
  },
  {
    id: 'C-22', does: 'writes into the second place what it calls durable',
    file: 'src/council/journal/place.ts', code: "if (together.length > 0) await writer.append(together.map(asLine).join(''));", without: '',
    favoured: HELD,
  },
  {
    id: 'C-23', does: 'mends at its start what a death between commit and journal left out',
    file: 'src/council/intake.ts', code: 'await notYetTwice(db, rowsOf(sorted).map(({ row }) => row));', without: '',
    favoured: ['endpoint-killed', 'restored-from-backup', 'backed-up'], plans: KILLED_AND_RESTORED,
  },
  {
    id: 'C-24', does: 'turns away what was taken back, however late it comes',
    file: 'src/council/turn-away.ts', code: 'late: others.filter(isLate), rest: others.filter((each) => !isLate(each))', without: 'late: others.filter((each) => isLate(each) && each === undefined), rest: others',
    favoured: ['taken-back', 'taken-back-by-code', 'request-replayed', 'cloned'],
  },
  {
    id: 'C-25', does: 'believes a new key only by the word of one that it holds',
    file: 'src/proof/vouch.ts', code: "if (await isVouched({ use: 'receipt', kid, public: spki }, vouched, [...held, ...signers, ...found])) found", without: "if (vouched !== null || (await isVouched({ use: 'receipt', kid, public: spki }, vouched, held))) found",
    favoured: ['impostor'],
  },
  {
    id: 'C-26', does: 'calls nothing durable that the second place has not taken',
    file: 'src/council/safe-twice.ts', code: '(taken.has(name) ? isTaken : desk', without: '(taken.has(name) ? isTaken || desk.second.isApart : desk',
    favoured: ['second-place-lost', 'restored-from-backup'],
  },
];
