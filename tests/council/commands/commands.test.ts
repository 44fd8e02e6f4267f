/** The other commands: replies, keys, a staff link, and help. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Usage, type Command } from '../../../src/council/commands/command.ts';
import { answers } from '../../../src/council/commands/answers.ts';
import { help } from '../../../src/council/commands/help.ts';
import { keys } from '../../../src/council/commands/keys.ts';
import { replies } from '../../../src/council/commands/replies.ts';
import { staffLink } from '../../../src/council/commands/staff-link.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolder, aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aStranger } from '../../kit/a-member-of-staff.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const run = async (command: Command, ...args: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run({ council: council.council, print: (line) => out.push(line), complain: (line) => err.push(line) }, args);
  return { code, out, err };
};
const aFile = (content: unknown): string => {
  const file = join(aFolder(), 'reply.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const WORDS = { en: { said: 'You "cannot" park.\nNot at all.', did: 'We bring back the cards.' }, bn: { said: 'আপনি', did: 'আমরা', didNot: '' } };
const delivered = async (): Promise<readonly { id: string; words: unknown }[]> => ((await (await council.fetch('/v1/replies?packs=visitor-parking')).json()) as { replies: { id: string; words: unknown }[] }).replies;

test('a reply is kept from a file, its id printed, and published by that id', async () => {
  const saved = await run(replies, 'save', '--pack', 'visitor-parking', aFile(WORDS));
  expect(saved).toMatchObject({ code: 0, err: [], out: [expect.stringMatching(/^[0-9a-f]{32}$/)] });
  const [id = ''] = saved.out;
  expect((await run(replies)).out.join('\n')).toContain(`${id}  visitor-parking  draft  en bn`);
  expect(await delivered()).toEqual([]);
  const published = await run(replies, 'publish', id);
  expect([published.code, published.out[0]]).toEqual([0, expect.stringMatching(new RegExp(`^${id}  visitor-parking  published .*Z  en bn$`))]);
  expect(await delivered()).toMatchObject([{ id, words: { en: { ...WORDS.en, didNot: '' }, bn: WORDS.bn } }]);
  expect((await run(replies, '--format', 'jsonl')).out.map((line) => JSON.parse(line) as unknown)).toContainEqual(expect.objectContaining({ id, pack: 'visitor-parking' }));
  expect(await run(replies, 'publish', id)).toEqual({ code: 1, out: [], err: ['it is out already; write another one'] });
  const deeds = await council.council.db.selectFrom('audit').select(['who', 'did']).where('record', '=', id).orderBy('did').execute();
  expect(deeds).toEqual([{ who: 'command line', did: 'published-reply' }, { who: 'command line', did: 'saved-reply' }]);
});

test('a draft is changed by its id', async () => {
  const [id = ''] = (await run(replies, 'save', '--pack', 'visitor-parking', aFile({ en: { said: 'x', did: '' } }))).out;
  expect(await run(replies, 'publish', id)).toMatchObject({ code: 1, err: ['en-did: this part is missing'] });
  expect((await run(replies, 'save', '--pack', 'visitor-parking', '--id', id, aFile(WORDS))).out).toEqual([id]);
  expect((await run(replies, 'publish', id)).code).toBe(0);
});

test.each([
  ['a pack that is not there', ['save', '--pack', 'bin-days'], WORDS, 'pack: there is no such conversation here'],
  ['a file of something else', ['save', '--pack', 'visitor-parking'], { fr: WORDS.en }, 'fr: this is not what a reply holds: {"en": {"said": "...", "did": "...", "didNot": "..."}, "so": ..., "bn": ...}'],
  ['a reply that is not there', ['save', '--pack', 'visitor-parking', '--id', '0'.repeat(32)], WORDS, 'there is no reply with this id'],
])('%s: exit code 1, and a sentence', async (_, args, content, words) => {
  expect(await run(replies, ...args, aFile(content))).toEqual({ code: 1, out: [], err: [words] });
});

test.each([
  ['a file that is not there', ['save', '--pack', 'visitor-parking', '/nowhere/reply.json'], /can't be read/],
  ['a file that is no JSON', ['save', '--pack', 'visitor-parking', 'package-lock.txt'], /can't be read/],
  ['no file', ['save', '--pack', 'visitor-parking'], /Say which conversation and which file/],
  ['no pack', ['save', 'x.json'], /Say which conversation and which file/],
  ['no id', ['publish'], /Say which reply/],
  ['a word that is not known', ['burn'], /"replies burn" is not known: say list, save or publish/],
  ['a word too many', ['publish', 'a', 'b'], /Unexpected argument 'b'/],
  ['an option that is not known', ['list', '--colour', 'green'], /Unknown option '--colour'/],
])('replies with %s is not understood, and it says what is', async (_, args, words) => {
  await expect(run(replies, ...args)).rejects.toThrow(Usage);
  await expect(run(replies, ...args)).rejects.toThrow(words);
});

test('a file that is cut short is named, with what is wrong in it', async () => {
  const file = aFile('{"en": {"said":');
  await expect(run(replies, 'save', '--pack', 'visitor-parking', file)).rejects.toThrow(`${file} is not JSON: `);
});

test('keys lists each key and where its secret is, and never a secret', async () => {
  const { code, out } = await run(keys);
  expect(code).toBe(0);
  expect(out.map((line) => line.replace(/-[0-9a-f]{8}/, '-KID').replace(/ +/g, ' '))).toEqual([
    'intake intake-KID here, and opens its canary',
    `recovery recovery-KID still here, move it away: ${council.council.keys.recoveryFile}`,
    'receipt receipt-KID here, and signs',
    'recovery-signer recovery-signer-KID with the recovery secret',
  ]);
  const lines = (await run(keys, '--format', 'jsonl')).out;
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ use: 'intake', public: expect.stringMatching(/^age1/) }, { use: 'recovery' }, { use: 'receipt' }, { use: 'recovery-signer' }]);
  expect([...out, ...lines].join('\n')).not.toMatch(/AGE-SECRET/);
});

test('a staff link leads in, once, and who made it is in the log', async () => {
  const { out } = await run(staffLink);
  expect(out).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/staff\/enter\/[\w-]{43}$/)]);
  expect((await aStranger(council).send(new URL(out[0] ?? '').pathname)).status).toBe(200);
  expect(await council.council.db.selectFrom('audit').select('who').where('did', '=', 'made-link').execute()).toContainEqual({ who: 'command line' });
  await expect(run(staffLink, 'please')).rejects.toThrow(Usage);
  await expect(run(keys, 'please')).rejects.toThrow(Usage);
});

test('help lists every command with what it does, in straight columns', () => {
  const commands = [answers, replies, keys, staffLink];
  const lines = help(commands);
  for (const { how } of commands) for (const [call, what] of how) expect(lines.find((line) => line.includes(` ${call} `))).toMatch(new RegExp(`${what.slice(0, 20)}`));
  expect(new Set(lines.filter((line) => line.startsWith('  ')).map((line) => /^ {2}.*? {2,}(?=\S)/.exec(line)?.[0].length)).size).toBe(1);
});
