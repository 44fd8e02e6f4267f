/** `npm run council` and `npm run check-pack` as programs: what goes to which stream, and how they end. */
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runScript, type Ran } from '../kit/a-council-process.ts';
import { aCouncil } from '../kit/a-council.ts';
import { aFolder, aFolderFor, ROOT, theEnd } from '../kit/a-folder.ts';
import { aPacksFolder } from '../kit/a-packs-folder.ts';
import { aRecord } from '../kit/a-record.ts';

const whenOver = theEnd();

/** A build may be needed first, if a test is run by hand. */
const PATIENCE_MS = 120_000;
const TEXT = 'বোন আসতে পারে না।\n"She" can’t\u2028come. ';

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = aFolderFor(whenOver);
  const council = await aCouncil(folder, { whenOver });
  await council.hand([await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack, { text: TEXT })]);
  await council.close();
  const { databaseUrl } = council.council.config;
  env = { DATA_DIR: join(folder, 'data'), KEYS_DIR: join(folder, 'keys'), ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) };
}, PATIENCE_MS);

const council = (...args: readonly string[]): Promise<Ran> => runScript('council.mjs', args, env);

test('answers: the words come through a pipe as they were typed, and nothing else is on that stream', async () => {
  const { code, out } = await council('answers', '--format', 'jsonl');
  expect(code).toBe(0);
  const [line, rest] = out.split('\n');
  expect(rest).toBe('');
  expect(JSON.parse(line ?? '')).toMatchObject({ answers: expect.arrayContaining([{ q: 'impact', kind: 'words', value: { text: TEXT, lang: 'en' } }]) as unknown });
}, PATIENCE_MS);

test('a reader that has seen enough, such as head, is no fault', () => {
  const { stderr } = spawnSync('sh', ['-c', '{ "$0" src/tools/council.mjs answers --format jsonl; echo "ended with $?" >&2; } | true', process.execPath], { cwd: ROOT, env: { ...process.env, ...env }, encoding: 'utf8' });
  expect(stderr).toBe('ended with 0\n');
}, PATIENCE_MS);

test.each([[[]], [['answers', '--help']]])('council %j lists the commands and ends with 0, without a database', async (args) => {
  const nowhere = join(aFolder(), 'data');
  const { code, out, err } = await runScript('council.mjs', args, { DATA_DIR: nowhere });
  expect([code, err]).toEqual([0, '']);
  for (const name of ['answers', 'replies', 'keys', 'staff-link', 'withdraw', 'retention', 'help']) expect(out).toContain(`  ${name}`);
  expect(readdirSync(join(nowhere, '..'))).toEqual([]);
}, PATIENCE_MS);

test.each([
  ['a command that is not known', ['anwsers'], 'There is no command "anwsers". npm run council -- help lists them.\n'],
  ['an option that is not known', ['answers', '--fromat', 'jsonl'], "Unknown option '--fromat'. npm run council -- help lists what can be said.\n"],
])('%s: one sentence on the other stream, and exit code 2', async (_, args, words) => {
  expect(await council(...args)).toEqual({ code: 2, out: '', err: words });
}, PATIENCE_MS);

test('what could not be done ends with 1, and what can’t be started with a sentence', async () => {
  expect(await council('replies', 'publish', '0'.repeat(32))).toEqual({ code: 1, out: '', err: 'there is no reply with this id\n' });
  const file = join(aFolder(), 'file');
  writeFileSync(file, 'x');
  const { code, out, err } = await runScript('council.mjs', ['keys'], { DATA_DIR: file });
  expect([code, out, err]).toEqual([1, '', `${file} is a file where a folder is needed: move it away, or set DATA_DIR or KEYS_DIR to another folder.\n`]);
}, PATIENCE_MS);

test('check-pack names file, key and language of every fault, and ends with 1; without one, with 0', async () => {
  const packs = aPacksFolder();
  const check = (...args: readonly string[]): Promise<Ran> => runScript('check-pack.mjs', args, { PACKS_DIR: packs.folder });
  expect(await check()).toEqual({ code: 0, out: 'visitor-parking: no fault\n', err: '' });
  packs.change('visitor-parking/so.json', (words) => void delete words['q.impact.ask']);
  expect(await check('visitor-parking')).toEqual({ code: 1, out: 'packs/visitor-parking/so.json: q.impact.ask (so) is missing\n1 fault\n', err: '' });
  const strange = await check('bin-days');
  expect([strange.code, strange.out]).toEqual([2, `There is no pack "bin-days" in ${packs.folder}. There are: visitor-parking.\n`]);
}, PATIENCE_MS);
