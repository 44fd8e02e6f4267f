/** Keys in the place of old and lost ones: what is made, what stays, and every wrong file is one sentence. */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answers } from '../../src/council/commands/answers.ts';
import { keys as command } from '../../src/council/commands/keys.ts';
import { Usage } from '../../src/council/commands/command.ts';
import { openClipOf } from '../../src/council/clips.ts';
import { rotate, signWithRecovery } from '../../src/council/keys-change.ts';
import { openAndLog, openApartAndLog } from '../../src/council/opening.ts';
import { transcriptsOf, writeTranscript } from '../../src/council/transcripts.ts';
import { StartFault } from '../../src/council/start-fault.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { makeSealingKey } from '../../src/seal/keys.ts';
import { aRecordWithClips, patchAll } from '../kit/a-clip.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolder, aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aPacksFolder } from '../kit/a-packs-folder.ts';
import { aMemberOfStaff } from '../kit/a-member-of-staff.ts';
import { aRecord } from '../kit/a-record.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome(3);

const RECOVERY = 'recovery-secret-move-me-away.txt';
const ringIn = (folder: string): KeyRing => JSON.parse(readFileSync(join(folder, 'keys', 'ring.json'), 'utf8')) as KeyRing;
const filesIn = (folder: string): readonly string[] => readdirSync(join(folder, 'keys')).sort();

const whenOver = theEnd();
const packsDir = aPacksFolder(join(aFolderFor(whenOver), 'packs')).folder;
const start = (folder: string): Promise<ACouncil> => aCouncil(folder, { packsDir });

const begun = async () => {
  const folder = aFolder();
  const council = await start(folder);
  return { folder, council, keysDir: join(folder, 'keys'), ring: council.council.keys.ring };
};

test('rotating leaves every old secret where it was, writes new ones for this user only, and puts the new key first', async () => {
  const { folder, keysDir, ring } = await begun();
  const before = new Map(filesIn(folder).map((name) => [name, readFileSync(join(keysDir, name), 'utf8')]));
  const [receipt, intake] = [await rotate(keysDir, 'receipt'), await rotate(keysDir, 'intake')];
  for (const [name, content] of before) if (name !== 'ring.json') expect(readFileSync(join(keysDir, name), 'utf8')).toBe(content);
  for (const name of [`${receipt}.pkcs8`, `${intake}.txt`]) expect(statSync(join(keysDir, name)).mode & 0o777).toBe(0o600);
  const now = ringIn(folder);
  expect(now.receipts.map(({ kid }) => kid)).toEqual([receipt, ring.receipts[0]?.kid]);
  expect(now.recipients.map(({ kid }) => kid)).toEqual([intake, ring.recipients[1]?.kid]);
  expect(now.recoverySigner).toEqual(ring.recoverySigner);
  expect(filesIn(folder)).not.toContain('ring.json.new');
});

test('after a rotation it starts, signs with the new key, seals to the new key, and lists what it has', async () => {
  const { folder, council, keysDir } = await begun();
  await council.close();
  const [receipt, intake] = [await rotate(keysDir, 'receipt'), await rotate(keysDir, 'intake')];
  const again = await start(folder);
  expect(again.council.keys.receipt.kid).toBe(receipt);
  expect(again.council.keys.identities).toHaveLength(2);
  expect(again.council.keys.ring.recipients[0]?.kid).toBe(intake);
  const known = await again.council.db.selectFrom('ringKeys').select('use').execute();
  expect(known.filter(({ use }) => use === 'intake' || use === 'receipt')).toHaveLength(4);
});

test('a key in the ring for which nobody has vouched is found out at the start, before a phone meets it', async () => {
  const { folder, council, keysDir } = await begun();
  await council.close();
  await rotate(keysDir, 'receipt');
  const ring = ringIn(folder);
  writeFileSync(join(keysDir, 'ring.json'), JSON.stringify({ ...ring, receipts: ring.receipts.map(({ kid, spki }) => ({ kid, spki })) }));
  await expect(start(folder)).rejects.toThrow(/^No older key has vouched for receipt key receipt-[0-9a-f]{8} in .*: put the right file back from your copy of KEYS_DIR\.$/);
});

test.each([
  ['is not there', (file: string) => rmSync(file), "can't be read: name the file with the recovery secret"],
  ['is empty', (file: string) => writeFileSync(file, ''), 'is not the recovery secret of this council'],
  ['is a letter', (file: string) => writeFileSync(file, 'Dear all'), 'is not the recovery secret of this council'],
  ['has lost its signing key', (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(/^# signing.*\n/m, '')), 'is not the recovery secret of this council'],
  ['has a damaged signing key', (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(/PKCS8: (.)(.)/, 'PKCS8: $2$1')), 'is not the recovery secret of this council'],
])('the recovery file %s: one sentence, and nothing is changed', async (_, spoil, words) => {
  const { folder, keysDir } = await begun();
  const file = join(folder, 'stick.txt');
  renameSync(join(keysDir, RECOVERY), file);
  const before = filesIn(folder);
  spoil(file);
  const fault: unknown = await signWithRecovery(keysDir, file).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(StartFault);
  expect((fault as Error).message).toContain(words);
  expect((fault as Error).message).not.toContain('AGE-SECRET');
  expect(filesIn(folder)).toEqual(before);
});

test('the recovery secret of another council signs nothing here', async () => {
  const [mine, theirs] = [await begun(), await begun()];
  await expect(signWithRecovery(mine.keysDir, join(theirs.keysDir, RECOVERY))).rejects.toThrow('is not the recovery secret of this council');
});

const run = async (council: ACouncil, ...args: readonly string[]) => {
  const out: string[] = [];
  const at = { config: council.council.config, print: (line: string) => void out.push(line), complain: () => undefined };
  const code = (await command.before?.(at, args)) ?? (await command.run({ ...at, council: council.council }, args));
  return { code, out: out.join('\n') };
};

test('the command says what it made and that the council must be started again; wrong words are told', async () => {
  const { council, keysDir } = await begun();
  expect(await run(council, 'rotate', 'receipt')).toMatchObject({ code: 0, out: expect.stringMatching(/^receipt-[0-9a-f]{8} is made\. Start the council again/) as string });
  expect(await run(council, 'rotate', 'intake')).toMatchObject({ code: 0, out: expect.stringMatching(/^intake-[0-9a-f]{8} is made/) as string });
  expect(await run(council, 'sign-with-recovery', join(keysDir, RECOVERY))).toMatchObject({ code: 0, out: expect.stringMatching(/^receipt-[0-9a-f]{8} is made/) as string });
  for (const args of [['rotate'], ['rotate', 'recovery'], ['sign-with-recovery'], ['rewrap'], ['burn']]) await expect(run(council, ...args), args.join(' ')).rejects.toThrow(Usage);
});

/** An answer with a recording that was written out, and a request, all sealed to an intake key that is then lost. */
const aLostIntakeKey = async () => {
  const { folder, council, keysDir, ring } = await begun();
  const { pack } = council.council.packs.current('visitor-parking')!;
  const { record, clips } = await aRecordWithClips(ring, pack, [300_000]);
  const support = await aRecord(ring, pack, { kind: 'support', text: 'ring me' });
  await council.hand([record]);
  await council.hand([support]);
  await patchAll(council, clips[0]!);
  const clip = clips[0]!.named.id;
  await writeTranscript(council.council, 'Ayaan', { clip, record: record.id, kind: 'transcript', voice: 'so', text: 'Waa sidaas.' });
  await council.close();
  rmSync(join(keysDir, `${ring.recipients[0]!.kid}.txt`));
  await expect(start(folder)).rejects.toThrow('or make a new one with npm run council -- keys rotate intake.');
  await rotate(keysDir, 'intake');
  return { lost: await start(folder), folder, keysDir, record, support, clip, kid: ring.recipients[0]!.kid };
};

const readable = async ({ council }: ACouncil, { record, support, clip }: Pick<Awaited<ReturnType<typeof aLostIntakeKey>>, 'record' | 'support' | 'clip'>) => {
  const [answer, asked] = [await openAndLog(council, 'Ayaan', record.id), await openApartAndLog(council, 'Ayaan', support.id)];
  return [answer.ok && answer.value.inside.ok, asked.ok && asked.value.inside.ok, (await openClipOf(council, clip)).ok, (await transcriptsOf(council, [clip]))[0]?.text];
};

test('an intake key is lost: what was sealed to it is kept, and the recovery secret makes all of it readable again, bytes unchanged', async () => {
  const all = await aLostIntakeKey();
  const { lost, keysDir, record } = all;
  expect(await readable(lost, all)).toEqual([false, false, false, undefined]);
  const sealed = () => lost.council.db.selectFrom('records').selectAll().where('id', '=', record.id).execute();
  const before = await sealed();
  expect(await run(lost, 'rewrap', join(keysDir, RECOVERY))).toEqual({ code: 0, out: '5 made readable again, 0 that not even this secret opens.' });
  expect(await readable(lost, all)).toEqual([true, true, true, 'Waa sidaas.']);
  expect(await sealed()).toEqual(before);
  expect(await run(lost, 'rewrap', join(keysDir, RECOVERY))).toMatchObject({ out: '0 made readable again, 0 that not even this secret opens.' });
  const deeds = await lost.council.db.selectFrom('audit').select('who').where('did', '=', 'rewrapped').execute();
  expect(deeds).toEqual([{ who: 'command line' }, { who: 'command line' }]);
});

test('until then staff and the command line are told which key it needs', async () => {
  const { lost, record, support, kid } = await aLostIntakeKey();
  const staff = await aMemberOfStaff(lost);
  expect((await staff.send(`/staff/answers/${record.id}`)).text).toContain(`The phone sealed it to: ${kid}.`);
  // What stands apart doesn't say which version it came from: it is told by what is not here.
  expect((await staff.send(`/staff/asked/${support.id}`)).text).toContain(`The phone may have sealed it to: ${kid}.`);
  const lines: string[] = [];
  await answers.run({ council: lost.council, print: (line) => void lines.push(line), complain: () => undefined }, ['--format', 'jsonl']);
  expect(JSON.parse(lines[0]!)).toMatchObject({ id: record.id, problem: 'cannot-open', needsKey: [kid] });
});

test('what was made readable once goes on opening after another rotation, and can be made so again after another loss', async () => {
  const all = await aLostIntakeKey();
  const { lost, keysDir, folder } = all;
  await run(lost, 'rewrap', join(keysDir, RECOVERY));
  await lost.close();
  const made = ringIn(folder).recipients[0]!.kid;
  await rotate(keysDir, 'intake');
  const rotated = await start(folder);
  expect(await readable(rotated, all)).toEqual([true, true, true, 'Waa sidaas.']);
  await rotated.close();
  rmSync(join(keysDir, `${made}.txt`));
  const again = await start(folder);
  expect(await readable(again, all)).toEqual([false, false, false, undefined]);
  await run(again, 'rewrap', join(keysDir, RECOVERY));
  expect(await readable(again, all)).toEqual([true, true, true, 'Waa sidaas.']);
});

test('what was never sealed to this council stays closed, is counted, and is in nobody’s way', async () => {
  const { council, keysDir, ring } = await begun();
  const stranger = await makeSealingKey();
  const { pack } = council.council.packs.current('visitor-parking')!;
  const strange = await aRecord({ recipients: ring.recipients.map((each) => ({ ...each, recipient: stranger.recipient })) }, pack);
  await council.hand([strange, await aRecord(ring, pack)]);
  expect((await run(council, 'rewrap', join(keysDir, RECOVERY))).out).toBe('0 made readable again, 2 that not even this secret opens.');
});
