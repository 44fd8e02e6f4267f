/** The keys on the disk: made once, whole, for this user only; and every way of losing them is one sentence. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRecord } from '../../src/council/opening.ts';
import { StartFault } from '../../src/council/start-fault.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { identityRecipient, makeSealingKey, opensCanary } from '../../src/seal/keys.ts';
import { seal } from '../../src/seal/seal.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolder } from '../kit/a-folder.ts';
import { aRecord } from '../kit/a-record.ts';

const RECOVERY = 'recovery-secret-move-me-away.txt';
const keysIn = (folder: string): readonly string[] => readdirSync(join(folder, 'keys')).sort();
const fileOf = (folder: string, pattern: RegExp): string => join(folder, 'keys', keysIn(folder).find((name) => pattern.test(name)) ?? 'none');

/** A folder in which a council has been at work, and what it said its keys were. */
const begun = async (folder = aFolder()) => {
  const council = await aCouncil(folder);
  const record = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack);
  await council.hand([record]);
  await council.close();
  return { folder, ring: council.council.keys.ring, record };
};

const sentence = async (folder: string): Promise<string> => {
  const error: unknown = await aCouncil(folder).then(() => undefined, (fault: unknown) => fault);
  expect(error).toBeInstanceOf(StartFault);
  expect((error as Error).message).toMatch(/^[^\n]+: [^\n]+\.$/);
  expect((error as Error).message).not.toContain('AGE-SECRET');
  return (error as Error).message;
};

const openedIn = async ({ council }: ACouncil, id: string) => openRecord(council.keys, (await council.db.selectFrom('records').selectAll().where('id', '=', id as never).executeTakeFirstOrThrow()));

test('they are made once: an intake key, a receipt key, the ring, and the recovery secret to move away', async () => {
  const { folder, ring } = await begun();
  const files = keysIn(folder);
  expect(files.map((name) => name.replace(/-[0-9a-f]{8}\./, '-KID.'))).toEqual(['intake-KID.txt', 'receipt-KID.pkcs8', RECOVERY, 'ring.json']);
  const contents = files.map((name) => readFileSync(join(folder, 'keys', name), 'utf8'));
  const again = await aCouncil(folder);
  expect(again.council.keys.ring).toEqual(ring);
  expect(keysIn(folder).map((name) => readFileSync(join(folder, 'keys', name), 'utf8'))).toEqual(contents);
  expect(again.council.keys.recoveryFile).toBe(join(folder, 'keys', RECOVERY));
  await again.close();
  rmSync(join(folder, 'keys', RECOVERY));
  expect((await aCouncil(folder)).council.keys.recoveryFile).toBeNull();
});

test('only this user may read the secrets, and the folder that they are in', async () => {
  const { folder } = await begun();
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  for (const name of keysIn(folder).filter((each) => each !== 'ring.json')) expect(statSync(join(folder, 'keys', name)).mode & 0o777, name).toBe(0o600);
});

test('no secret is in DATA_DIR, nor in what is published or kept in the database', async () => {
  const { folder } = await begun();
  const secrets = keysIn(folder).flatMap((name) => readFileSync(join(folder, 'keys', name), 'utf8').match(/AGE-SECRET-KEY-1[A-Z0-9]+|^[A-Za-z0-9+/=]{100,}$/gm) ?? []);
  expect(secrets).toHaveLength(3);
  const files = readdirSync(join(folder, 'data'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(8);
  for (const entry of files) {
    const content = readFileSync(join(entry.parentPath, entry.name), 'latin1');
    for (const secret of [...secrets, 'AGE-SECRET-KEY']) expect(content.includes(secret), entry.name).toBe(false);
  }
});

test('each key has opened a canary, and one that can’t open what is sealed to it is found out', async () => {
  const [one, other] = await Promise.all([makeSealingKey(), makeSealingKey()]);
  expect(await opensCanary(one)).toBe(true);
  expect(await opensCanary({ identity: one.identity, recipient: other.recipient })).toBe(false);
  expect(await opensCanary({ identity: one.identity, recipient: undefined })).toBe(false);
  expect(await opensCanary({ identity: 'AGE-SECRET-KEY-1NONE', recipient: one.recipient })).toBe(false);
  expect(await identityRecipient('AGE-SECRET-KEY-1NONE')).toBeUndefined();
});

test('an empty folder is as good as none', async () => {
  const folder = aFolder();
  mkdirSync(join(folder, 'keys'));
  await begun(folder);
  expect(keysIn(folder)).toHaveLength(4);
});

test('what a start that was cut short left beside is swept away', async () => {
  const folder = aFolder();
  mkdirSync(join(folder, 'keys.new'));
  writeFileSync(join(folder, 'keys.new', 'intake-00000000.txt'), 'half');
  await begun(folder);
  expect(readdirSync(folder).sort()).toEqual(['data', 'data-journal', 'keys']);
  expect(keysIn(folder)).toHaveLength(4);
});

test('a folder with other files is left alone', async () => {
  const folder = aFolder();
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys', 'letter.txt'), 'Dear all');
  expect(await sentence(folder)).toBe(`${join(folder, 'keys')} holds other files and no ring.json: set KEYS_DIR to an empty folder, or to the one with your keys.`);
  expect(keysIn(folder)).toEqual(['letter.txt']);
});

test('the keys are lost, and the database is there: no others are made', async () => {
  const { folder } = await begun();
  rmSync(join(folder, 'keys'), { recursive: true });
  expect(await sentence(folder)).toContain('holds no keys, but the database was begun with some: set KEYS_DIR to where they are, or put them back from your copy.');
  expect(readdirSync(folder).sort()).toEqual(['data', 'data-journal']);
});

test('keys of another council don’t fit, and it says which do', async () => {
  const [mine, theirs] = [await begun(), await begun()];
  rmSync(join(mine.folder, 'keys'), { recursive: true });
  cpSync(join(theirs.folder, 'keys'), join(mine.folder, 'keys'), { recursive: true });
  const intake = mine.ring.recipients.find((each) => each.use === 'intake');
  expect(await sentence(mine.folder)).toContain(`don't fit this database, which was begun with ${intake?.kid}: set KEYS_DIR to where those are`);
});

test('a lost secret is told by its name, and nothing is made in its place', async () => {
  const { folder } = await begun();
  for (const [pattern, words] of [[/^intake-/, /^The secret of key intake-[0-9a-f]{8} is not in /], [/^receipt-/, /^No secret of a receipt key is in /]] as const) {
    const file = fileOf(folder, pattern);
    renameSync(file, `${file}.away`);
    expect(await sentence(folder)).toMatch(words);
    renameSync(`${file}.away`, file);
  }
  await begun(folder);
});

test('a receipt secret that is empty, cut short or no key at all is told by its name', async () => {
  const { folder } = await begun();
  for (const content of ['', 'MIGHAgEAMBMGByqGSM49', 'Dear all']) {
    writeFileSync(fileOf(folder, /^receipt-/), content);
    expect(await sentence(folder)).toMatch(/receipt-[0-9a-f]{8}\.pkcs8 is not the secret of receipt key receipt-[0-9a-f]{8}, so no phone would believe/);
  }
});

test('the receipt secret of another council, under this one’s name, is found out before a phone meets it', async () => {
  const [mine, theirs] = [await begun(), await begun()];
  cpSync(fileOf(theirs.folder, /^receipt-/), fileOf(mine.folder, /^receipt-/));
  expect(await sentence(mine.folder)).toContain('is not the secret of receipt key');
});

test('a ring that can’t be read is named, and what to do', async () => {
  const { folder } = await begun();
  for (const content of ['', '{', '[]', '{"v":1}', '{"v":2,"recipients":[],"receipts":[],"recoverySigner":{"kid":"a","spki":"b"}}']) {
    writeFileSync(fileOf(folder, /^ring/), content);
    expect(await sentence(folder)).toContain("can't be read as a ring of keys: put the right file back from your copy of KEYS_DIR.");
  }
});

test('an old intake key that lies beside opens what was sealed to it, also where another old one is damaged', async () => {
  const { folder, ring } = await begun();
  const old = await makeSealingKey();
  writeFileSync(join(folder, 'keys', 'intake-0000000a.txt'), `# public key: ${old.recipient}\n${old.identity}\n`);
  writeFileSync(join(folder, 'keys', 'intake-0000000b.txt'), `${old.identity.slice(0, -1)}${old.identity.endsWith('Q') ? 'P' : 'Q'}\n`);
  const council = await aCouncil(folder);
  const then = { recipients: ring.recipients.map((each) => (each.use === 'intake' ? { ...each, recipient: old.recipient } : each)) };
  const { pack } = council.council.packs.current('visitor-parking')!;
  const [before, now] = [await aRecord(then, pack), await aRecord(ring, pack)];
  await council.hand([before, now]);
  for (const { id } of [before, now]) expect((await openedIn(council, id)).ok).toBe(true);
});

test('a record that no key here opens is kept, and says so', async () => {
  const { folder, ring } = await begun();
  const council = await aCouncil(folder);
  const stranger = await makeSealingKey();
  const { pack } = council.council.packs.current('visitor-parking')!;
  const record = await aRecord({ recipients: ring.recipients.map((each) => ({ ...each, recipient: stranger.recipient })) }, pack);
  expect((await council.hand([record])).verdicts[0]?.verdict).toBe('stored');
  expect(await openedIn(council, record.id)).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
});

test('what is sealed to the ring names both recipients, so a ring without the recovery key seals nothing', async () => {
  const { ring, record } = await begun();
  const header = JSON.parse(record.header) as never;
  expect(await seal({ recipients: ring.recipients.filter((each) => each.use === 'intake') }, header, [])).toMatchObject({ ok: false, problem: { code: 'keys-missing' } });
  expect(await digestOf(record.header, record.sealed)).toBe(record.digest);
});
