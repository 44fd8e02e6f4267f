/** `answers --clips DIR`: each recording as a file that its line names, written down first, and nowhere else but in an empty folder. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { answers } from '../../../src/council/commands/answers.ts';
import { NotDone, Usage } from '../../../src/council/commands/command.ts';
import { openClipAndLog, sayLanguage } from '../../../src/council/hearing.ts';
import { listenIn } from '../../../src/council/listeners.ts';
import { writeTranscript } from '../../../src/council/transcripts.ts';
import type { Recorded } from '../../kit/a-clip.ts';
import { runScript } from '../../kit/a-council-process.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolder, aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aHandedAnswer, aSpokenAnswer } from '../../kit/a-spoken-answer.ts';

const whenOver = theEnd();
/** A build may be needed first, if a test is run by hand. */
const PATIENCE_MS = 120_000;

let folder: string;
let council: ACouncil;
let spoken: Recorded;
let waiting: Recorded;
beforeAll(async () => {
  folder = aFolderFor(whenOver);
  council = await aCouncil(folder, { whenOver });
  const { pack } = council.council.packs.current('visitor-parking')!;
  spoken = await aHandedAnswer(council, [{ lang: 'bn', seconds: 12.5 }, { seconds: 4 }, { medium: 'picture', q: 'other-idea' }, { q: '../../etc/cron.d/x' }, { head: { type: 'text/html' } }]);
  council.pass(1_000);
  waiting = await aSpokenAnswer(council.council.keys.ring, pack, [{}]);
  await council.hand([waiting.record]);
  council.pass(1_000);
  await aHandedAnswer(council, [], { text: 'Only words.' });
  await aHandedAnswer(council, [{ q: 'other' }], { kind: 'support', text: '020 7946 0000' });
});

const run = async (...args: readonly string[]): Promise<readonly any[]> => {
  const lines: unknown[] = [];
  const code = await answers.run({ council: council.council, print: (line) => lines.push(args.includes('jsonl') ? JSON.parse(line) : line), complain: () => undefined }, args);
  expect(code).toBe(0);
  return lines;
};
const clipsIn = (line: any): readonly any[] => line.answers.filter(({ kind }: any) => kind === 'clips').flatMap(({ q, value }: any) => value.map((clip: any) => ({ q, ...clip })));
/** How many records and recordings were opened, and recordings saved. */
const deeds = async (): Promise<readonly number[]> =>
  Promise.all(['opened', 'opened-clip', 'saved-clip'].map(async (did) => (await council.council.db.selectFrom('audit').select('did').where('did', '=', did).execute()).length));
const moreThan = (before: readonly number[], now: readonly number[]): readonly number[] => now.map((count, at) => count - before[at]!);

test('the names in the lines are the names in the folder, and each file is what was recorded, for this user alone', async () => {
  const to = join(aFolder(), 'new', 'clips');
  const lines = await run('--format', 'jsonl', '--clips', to);
  const [first] = lines;
  const files = lines.flatMap(clipsIn).flatMap(({ file }) => file ?? []);
  const id = spoken.record.id;
  expect(files).toEqual([`${id}.impact.1.ogg`, `${id}.impact.2.ogg`, `${id}.other-idea.1.png`, `${id}.question.1.ogg`]);
  expect(readdirSync(to).toSorted()).toEqual(files.toSorted());
  for (const [at, clip] of clipsIn(first).entries()) {
    const sealed = spoken.clips.find(({ named }) => named.id === clip.id)!;
    if (clip.file === undefined) expect([at, clip.problem]).toEqual([2, 'cannot-open']);
    else expect(Buffer.compare(readFileSync(join(to, clip.file)), sealed.media)).toBe(0);
  }
  expect(clipsIn(first)[0]).toEqual({ q: 'impact', id: spoken.clips[0]!.named.id, medium: 'sound', seconds: 12.5, lang: 'bn', file: `${id}.impact.1.ogg`, transcripts: [] });
  expect(statSync(join(to, files[0])).mode & 0o777).toBe(0o600);
  expect(statSync(to).mode & 0o077).toBe(0);
});

test('one that has not come whole is named without a file, and support stays where it is', async () => {
  const lines = await run('--format', 'jsonl', '--clips', join(aFolder(), 'clips'));
  expect(clipsIn(lines.find(({ id }) => id === waiting.record.id))).toMatchObject([{ problem: 'not-arrived' }]);
  expect(JSON.stringify(lines)).not.toContain('7946');
  expect(lines).toHaveLength(3);
});

test('what listeners wrote, and the language that they heard, stand beside the file', async () => {
  const clip = spoken.clips[0]!.named.id;
  await listenIn(council.council, 'Ayaan', ['bn']);
  const opening = await openClipAndLog(council.council, 'Ayaan', clip);
  await sayLanguage(council.council, 'Ayaan', clip, opening.ok ? opening.value.opening : '', 'syl');
  for (const text of ['First.', 'আমার বোন।']) await writeTranscript(council.council, 'Ayaan', { clip, record: spoken.record.id, kind: 'transcript', voice: 'bn', text });
  const [line] = await run('--format', 'jsonl', '--clips', join(aFolder(), 'clips'));
  expect(clipsIn(line)[0]).toMatchObject({ lang: 'bn', spokenIn: 'syl', transcripts: [{ kind: 'transcript', voice: 'bn', who: 'Ayaan', text: 'আমার বোন।', at: expect.any(Number) as number }] });
});

test('each file is in the log as opened and as saved', async () => {
  const before = await deeds();
  await run('--clips', join(aFolder(), 'clips'));
  expect(moreThan(before, await deeds())).toEqual([3, 5, 4]);
});

test('without --clips no recording is opened, and a line without recordings is as it always was', async () => {
  const before = await deeds();
  const lines = await run('--format', 'jsonl');
  expect(moreThan(before, await deeds())).toEqual([3, 0, 0]);
  expect(clipsIn(lines[0])[0]).toEqual({ q: 'impact', id: spoken.clips[0]!.named.id, medium: 'sound', seconds: 12.5, lang: 'bn' });
  const words = lines.find((line) => clipsIn(line).length === 0);
  expect(Object.keys(words).toSorted()).toEqual(['about', 'answers', 'givenAt', 'id', 'lang', 'mode', 'pack', 'packVersion', 'quote', 'receivedAt', 'unknown']);
});

test('as text the line names the file too', async () => {
  const [text] = await run('--clips', join(aFolder(), 'clips'));
  expect(text).toContain(`  impact: (sound, 12.5 seconds, bn, ${spoken.record.id}.impact.1.ogg)`);
});

test('a folder that holds something, or a file, is left alone, and nothing is opened', async () => {
  const before = await deeds();
  const full = aFolder();
  writeFileSync(join(full, 'minutes.txt'), 'x');
  const file = join(full, 'minutes.txt');
  for (const [to, words] of [[full, /is not empty: name an empty folder/], [file, /is a file/], [join(file, 'below'), /is a file/]] as const) {
    await expect(run('--clips', to)).rejects.toThrow(words);
    await expect(run('--clips', to)).rejects.toThrow(Usage);
  }
  for (const to of ['', join(full, 'a\0b'), join(full, 'x'.repeat(300))]) await expect(run('--clips', to)).rejects.toThrow(NotDone);
  expect(await deeds()).toEqual(before);
  expect(readdirSync(full)).toEqual(['minutes.txt']);
});

test('an empty folder that is there already is taken', async () => {
  const to = join(aFolder(), 'clips');
  mkdirSync(to);
  chmodSync(to, 0o700);
  await run('--clips', to);
  expect(existsSync(join(to, `${spoken.record.id}.impact.1.ogg`))).toBe(true);
});

test('the disk is full: one sentence on the other stream, exit code 1, and not a line for what was not written', async () => {
  const other = aFolder();
  const large = await aCouncil(other);
  await aHandedAnswer(large, [{ media: new Uint8Array(6 * 1024 * 1024), head: { type: 'audio/webm' } }]);
  await large.close();
  const to = join(aFolder(), 'clips');
  // Room for the log of it, and not for six megabytes.
  const ran = await runScript('council.mjs', ['answers', '--format', 'jsonl', '--clips', to], { DATA_DIR: join(other, 'data'), KEYS_DIR: join(other, 'keys') }, 2 * 4 * 1024);
  expect(ran).toEqual({ code: 1, out: '', err: `The disk is full, so not every recording could be written to ${to}: make room, and export again into an empty folder.\n` });
}, PATIENCE_MS);
