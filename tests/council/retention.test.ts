/** Retention: what has been kept as long as was promised goes, nothing else does, and only when it is told to. */
import { expect, test } from 'vitest';
import { addDays, keptUntil } from '../../src/domain/keep-until.ts';
import { retention } from '../../src/council/commands/retention.ts';
import { withdraw } from '../../src/council/commands/withdraw.ts';
import { NotDone, Usage, type Command } from '../../src/council/commands/command.ts';
import { aRecordWithClips, patchAll } from '../kit/a-clip.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aCode, aRecord, type RecordWish } from '../kit/a-record.ts';

const PACK = 'visitor-parking';
const DAY_MS = 86_400_000;
const packOf = ({ council }: ACouncil) => council.packs.current(PACK)!.pack;
const record = (at: ACouncil, wish: RecordWish = {}) => aRecord(at.council.keys.ring, packOf(at), wish);
const run = async (at: ACouncil, command: Command, ...args: readonly string[]): Promise<readonly string[]> => {
  const out: string[] = [];
  expect(await command.run({ council: at.council, print: (line) => out.push(line), complain: (line) => out.push(line) }, args)).toBe(0);
  return out;
};
/** Until the day after this one. */
const until = (at: ACouncil, day: string): void => at.pass(Date.parse(`${day}T12:00:00Z`) + DAY_MS - at.council.env.now());
const idsIn = async ({ council: { db } }: ACouncil, table: 'records' | 'apart' | 'parked'): Promise<readonly string[]> => (await db.selectFrom(table).select('id').execute()).map(({ id }) => id);

const NOW = { closes: '2027-03-31', decisionOn: '2027-05-18', replyBy: '2027-06-30' };

test.each([
  ['answers, by the promise alone', 'answers', '2026-12-01', '2028-05-17'],
  ['answers that came late', 'answers', '2029-01-01', '2028-05-17'],
  ['support, from the closing day', 'support', '2026-12-01', '2027-04-30'],
  ['support that came later than that', 'support', '2027-05-01', '2027-05-31'],
  ['a wish to hear back, from the day of the reply', 'interest', '2026-12-01', '2027-07-30'],
])('the last day: %s', (_, kind, receivedOn, last) => {
  expect(keptUntil(kind, NOW, {}, receivedOn)).toBe(last);
});

test('the example’s notice says a year after the decision, and that is what it keeps', async () => {
  const at = await aCouncil();
  const { pack, words } = at.council.packs.current(PACK)!;
  expect(words.en['notice']).toContain('until one year after the decision');
  expect(keptUntil('answers', pack, pack, '2026-12-01')).toBe(addDays(pack.decisionOn, 365));
});

test('on the last day nothing goes; on the day after, the dry run says what would, and erases nothing', async () => {
  const at = await aCouncil();
  const sent = [await record(at), await record(at, { kind: 'support' })];
  for (const each of sent) await at.hand([each]);
  expect(await run(at, retention)).toContain('Nothing has come to its end.');
  until(at, addDays(packOf(at).closes, 29));
  expect(await run(at, retention)).toContain('Nothing has come to its end.');
  until(at, addDays(packOf(at).closes, 30));
  const told = (await run(at, retention)).join('\n');
  expect(told).toContain(`${PACK}  support: 1 of 1 goes`);
  expect(told).toContain(`${PACK}  answers: 0 of 1 go, the next after ${addDays(packOf(at).decisionOn, 365)}`);
  expect(told).toContain('Nothing was erased');
  expect(await idsIn(at, 'apart')).toHaveLength(1);
});

test('told to, it erases them with their recordings, for ever, and the log has who did it', async () => {
  const at = await aCouncil();
  const { record: spoken, clips } = await aRecordWithClips(at.council.keys.ring, packOf(at), [1_000]);
  const support = await record(at, { kind: 'support' });
  await at.hand([spoken]);
  await at.hand([support]);
  await patchAll(at, clips[0]!);
  until(at, addDays(packOf(at).closes, 30));
  expect(await run(at, retention, '--do')).toContain('Erased: 1.');
  expect([await idsIn(at, 'records'), await idsIn(at, 'apart')]).toEqual([[spoken.id], []]);
  until(at, addDays(packOf(at).decisionOn, 365));
  await run(at, retention, '--do');
  expect(await idsIn(at, 'records')).toEqual([]);
  for (const table of ['clips', 'clipPieces', 'erasuresDue'] as const) expect(await at.council.db.selectFrom(table).selectAll().execute()).toEqual([]);
  expect((await at.hand([spoken, support])).verdicts.map(({ verdict }) => verdict)).toEqual(['withdrawn', 'withdrawn']);
  const log = await at.council.db.selectFrom('audit').select(['who', 'detail']).where('did', '=', 'erased-old').orderBy('at').execute();
  expect(log).toEqual([{ who: 'command line', detail: `${PACK} support 1` }, { who: 'command line', detail: `${PACK} answers 1` }]);
});

test('what was put aside goes a year after it came; what bears the id of something kept stays as long as that', async () => {
  const at = await aCouncil();
  const kept = await record(at);
  const twin = await record(at, { id: kept.id, text: 'other words' });
  const strange = await record(at, { header: { kind: 'not-known-here' } });
  await at.hand([kept, twin, strange]);
  const today = new Date(at.council.env.now()).toISOString().slice(0, 10);
  until(at, addDays(today, 365));
  expect((await run(at, retention, '--do')).join('\n')).toContain('put aside: 1 of 1 goes');
  expect(await idsIn(at, 'parked')).toEqual([twin.id]);
  until(at, addDays(packOf(at).decisionOn, 365));
  await run(at, retention, '--do');
  expect([await idsIn(at, 'parked'), await idsIn(at, 'records')]).toEqual([[], []]);
});

test('at the command line something is taken back by its code, in groups or in one', async () => {
  const at = await aCouncil();
  const code = aCode();
  const sent = await record(at, { code });
  await at.hand([sent]);
  expect(await run(at, withdraw, ...code.toLowerCase().split('-'))).toEqual(['Taken back: nothing of what was said is here any more.']);
  expect(await run(at, withdraw, code)).toEqual(['It had been taken back already.']);
  expect(await idsIn(at, 'records')).toEqual([]);
  await expect(run(at, withdraw)).rejects.toBeInstanceOf(Usage);
  await expect(run(at, withdraw, 'K9BX-BGGW-GHAE-XA')).rejects.toBeInstanceOf(NotDone);
  await expect(run(at, retention, 'now')).rejects.toBeInstanceOf(Usage);
});
