/** `answers`: everything that people said, exactly, one line each, written down before it is printed; and never support. */
import { beforeAll, expect, test } from 'vitest';
import { answers } from '../../../src/council/commands/answers.ts';
import { Usage } from '../../../src/council/commands/command.ts';
import type { Pack } from '../../../src/domain/pack.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { someAnswers } from '../../kit/a-pack.ts';
import { aRecord, manyLike, reHeaded } from '../../kit/a-record.ts';

const whenOver = theEnd();

const NEEDS = 'someone who reads it with me';
const SAID = ['  Two spaces, "quotes", \\ and a tab\t ', 'বোন আসতে পারে না।\r\nদ্বিতীয় লাইন', 'a\u2028b\u2029c\u0085d\u000be', '\u001b[2J\u001b]0;owned\u0007', '{"id":"forged"}\n{"id":"forged"}', '👩🏾‍🦽 lone \ud800 end'];

let council: ACouncil;
let pack: Pack;
let sent: readonly SealedRecord[];
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  ({ pack } = council.council.packs.current('visitor-parking')!);
  const { ring } = council.council.keys;
  sent = await Promise.all(SAID.map((text) => aRecord(ring, pack, { text })));
  for (const record of sent) {
    await council.hand([record]);
    council.pass(1_000);
  }
  for (const kind of ['support', 'interest', 'withdrawal'] as const) await council.hand([await aRecord(ring, pack, { kind, text: NEEDS })]);
});

const run = async (...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> => {
  let out = '';
  const code = await answers.run({ council: council.council, print: (line) => (out += `${line}\n`), complain: () => undefined }, args);
  return { code, out };
};
/** As the pickiest reader of lines cuts them. */
const linesOf = (out: string): readonly any[] => out.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/).filter(Boolean).map((line) => JSON.parse(line) as unknown);
const openings = async (): Promise<readonly (string | null)[]> => (await council.council.db.selectFrom('audit').select('record').where('did', '=', 'opened').execute()).map(({ record }) => record);

test('one JSON line a record, in the order of arrival, with the words exactly as they were typed', async () => {
  const { code, out } = await run('--format', 'jsonl');
  expect(code).toBe(0);
  const lines = linesOf(out);
  expect(lines.map(({ id }) => id as string)).toEqual(sent.map(({ id }) => id));
  expect(lines.map((line) => line.answers.find((answer: any) => answer.q === 'impact').value.text as string)).toEqual(SAID);
  const [many, words, scale, one] = someAnswers();
  expect(lines[0]).toEqual({
    id: sent[0]?.id, pack: 'visitor-parking', packVersion: pack.version, mode: 'own-phone', lang: 'en', quote: 'words-no-name', unknown: 0, about: { set: 'about-you-1', answers: [] },
    receivedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string, givenAt: expect.stringMatching(/:00\.000Z$/) as string,
    answers: [many, scale, one, { ...words, value: { text: SAID[0], lang: 'en' } }],
  });
});

test('support, interest and withdrawals are never printed, in no format', async () => {
  for (const args of [['--format', 'jsonl'], []]) {
    const { out } = await run(...args);
    expect(out).not.toContain(NEEDS);
    expect(out).not.toMatch(/reach|"kind":"(support|interest|withdrawal)"|hear-back/);
  }
  expect(linesOf((await run('--format', 'jsonl')).out)).toHaveLength(SAID.length);
});

test('each opening is written into the log, under the command line’s name, before it is printed', async () => {
  const before = (await openings()).length;
  let atFirstLine = 0;
  const { db } = council.council;
  await answers.run({ council: council.council, complain: () => undefined, print: () => {
    // The database is asked at once; the answer comes later, but can't know of what is written after the question.
    if (atFirstLine === 0) void openings().then((all) => (atFirstLine = all.length));
  } }, ['--format', 'jsonl']);
  expect(atFirstLine).toBe(before + SAID.length);
  const last = await db.selectFrom('audit').select(['who', 'did', 'record', 'detail']).orderBy('at', 'desc').limit(SAID.length).execute();
  expect(new Set(last.map(({ record }) => record))).toEqual(new Set(sent.map(({ id }) => id)));
  expect(last.every(({ who, did, detail }) => who === 'command line' && did === 'opened' && detail === null)).toBe(true);
});

test('as text for a person, what people typed can give no orders to the terminal', async () => {
  const { out } = await run();
  expect(out).toContain('impact: বোন আসতে পারে না।');
  expect(out).toContain('what-next: cards-back');
  expect(out).toContain('better-worse: 1 (better-worse-5)');
  expect(out.replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u);
});

test('one conversation can be asked for, and then only its openings are logged', async () => {
  const before = (await openings()).length;
  expect((await run('--pack', 'bin-days', '--format', 'jsonl')).out).toBe('');
  expect(await openings()).toHaveLength(before);
  expect(linesOf((await run('--pack', 'visitor-parking', '--format', 'jsonl')).out)).toHaveLength(SAID.length);
});

test('what can’t be opened is a line that says why, and the others are printed', async () => {
  const other = await aCouncil();
  const record = await aRecord(other.council.keys.ring, pack);
  const mixed = await reHeaded(record);
  await other.hand([mixed, record]);
  const lines: any[] = [];
  expect(await answers.run({ council: other.council, print: (line) => lines.push(JSON.parse(line)), complain: () => undefined }, ['--format', 'jsonl'])).toBe(0);
  expect(lines.find(({ id }) => id === mixed.id)).toMatchObject({ problem: 'not-the-same-record' });
  expect(lines.find(({ id }) => id === mixed.id)).not.toHaveProperty('answers');
  expect(lines.find(({ id }) => id === record.id)).toMatchObject({ quote: 'words-no-name' });
});

test('more than are read at once: each is printed once, and when they were given is not known', async () => {
  const other = await aCouncil();
  const many = await manyLike(await aRecord(other.council.keys.ring, pack), 205);
  await other.hand(many, 'no time');
  const lines: any[] = [];
  await answers.run({ council: other.council, print: (line) => lines.push(JSON.parse(line)), complain: () => undefined }, ['--format', 'jsonl']);
  expect(lines.map(({ id }) => id as string).sort()).toEqual(many.map(({ id }) => id as string).sort());
  expect(lines.every(({ givenAt }) => givenAt === null)).toBe(true);
});

test.each([['--format', 'csv'], ['--nothing'], ['--pack'], ['visitor-parking'], ['--format=jsonl', 'visitor-parking']])('%s %s is not understood, and opens nothing', async (...args) => {
  const before = (await openings()).length;
  await expect(run(...args.filter(Boolean))).rejects.toThrow(Usage);
  expect(await openings()).toHaveLength(before);
});
