/** docs/openapi.json: current, valid, and true. Each answer that it promises is got from a real council, and no council gives another. */
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { A_DAY, nameOf } from '../../../src/council/budgets.ts';
import { networkNamer } from '../../../src/council/day-salt.ts';
import { dayOf } from '../../../src/council/day.ts';
import { CLIP_PIECE_BYTES } from '../../../src/domain/clip.ts';
import { versionName } from '../../../src/domain/pack.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { LIMITS, PATHS, PROBLEM_TYPE, UPLOAD, type ProblemBody } from '../../../src/domain/wire.ts';
import { documentText } from '../../../src/tools/openapi/document.mjs';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aRecordWithClips, patchPiece, pathOf, type AClip } from '../../kit/a-clip.ts';
import { reHeaded } from '../../kit/a-record.ts';
import { aHeldAsk, anEnvelope, post } from '../../kit/a-request.ts';
import { DOCUMENT_FILE, documented, holdToDocument, METHODS, theDocument, type Operation } from '../../kit/the-document.ts';

const HERE = '203.0.113.9';
const whenOver = theEnd();
let council: ACouncil;
let folder: string;
let isClosing = false;
let record: SealedRecord;
let clip: AClip;
beforeAll(async () => {
  folder = aFolderFor(whenOver);
  council = await aCouncil(folder, { whenOver, isClosing: () => isClosing });
  const recorded = await aRecordWithClips(council.council.keys.ring, packOf(council), [300_000]);
  ({ record } = recorded);
  clip = recorded.clips[0]!;
  await council.hand([record]);
});

const packOf = ({ council: { packs } }: ACouncil) => packs.current('visitor-parking')!.pack;
const from = { fetch: (path: string, init?: RequestInit) => council.fetchFrom(HERE, path, init) };

test('it is what the schemas say now: npm run openapi writes it anew', () => {
  expect(readFileSync(DOCUMENT_FILE, 'utf8')).toBe(documentText());
});

test('it is a valid document of OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(documentText()) as Record<string, unknown>)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

/** Every answer that the document knows, as `POST /v1/records 400 not-json`. */
const promised = (): readonly string[] => {
  const codesOf = (answered: Operation['responses'][string]): readonly string[] => {
    const schema = answered.content?.[PROBLEM_TYPE]?.schema as { readonly allOf?: readonly { readonly properties?: { readonly code?: { readonly enum: readonly string[] } } }[] } | undefined;
    return schema?.allOf?.[1]?.properties?.code?.enum ?? [];
  };
  return Object.entries(theDocument().paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      Object.entries(item[method]?.responses ?? {}).flatMap(([status, answered]) => {
        const [bare, codes] = [Object.keys(answered.content ?? {}).every((type) => type === PROBLEM_TYPE) && answered.content !== undefined ? [] : [''], codesOf(answered)];
        return [...bare, ...codes].map((code) => `${method.toUpperCase()} ${path} ${status} ${code}`.trim());
      }),
    ),
  );
};

/** What was got, in the same words. */
const got = new Set<string>();
const note = async (method: string, address: string, response: Response): Promise<void> => {
  const path = documented(method, address)?.path ?? address;
  const code = response.headers.get('content-type') === PROBLEM_TYPE && method !== 'HEAD' ? ((await response.json()) as ProblemBody).code : '';
  got.add(`${method} ${path} ${response.status} ${code}`.trim());
};
const ask = async (method: string, path: string, init: RequestInit = {}): Promise<void> => note(method, new URL(path, 'http://x').pathname, await council.fetchFrom('127.0.0.1', path, { method, ...init }));
const hand = async (path: string, body: Parameters<typeof post>[2], headers: Readonly<Record<string, string>> = {}): Promise<void> => note('POST', path, await post(from, path, body, headers));
const patch = async (number: number, how: Parameters<typeof patchPiece>[3] = {}): Promise<void> => note('PATCH', how.path ?? pathOf(clip.named), await patchPiece(from, clip, number, how));

const MESSAGES = [PATHS.records, PATHS.held] as const;
const whole = (path: string): string => (path === PATHS.records ? anEnvelope([]) : aHeldAsk([]));

const wrongMessages = async (path: string): Promise<void> => {
  await hand(path, whole(path));
  for (const body of ['hello', '[]', '{"v":2}', '['.repeat(20)]) await hand(path, body);
  await hand(path, 'x'.repeat(LIMITS.openedBytes + 1));
  await hand(path, whole(path).replace('[]', `[${Array.from({ length: 1_001 }, () => JSON.stringify({ id: '0'.repeat(32), digest: '0'.repeat(64) })).join()}]`));
  await hand(path, whole(path), { 'content-encoding': 'br' });
};

/** Bodies that have begun and do not end take up all the room that there is. */
const whileThereIsNoRoom = async (work: () => Promise<void>): Promise<void> => {
  const bodies = Array.from({ length: 2 }, () => {
    let end = (): void => undefined;
    let isRead = (): void => undefined;
    const read = new Promise<void>((go) => (isRead = go));
    const stream = new ReadableStream<Uint8Array>({
      start: (open) => {
        open.enqueue(new Uint8Array(LIMITS.openedBytes).fill(32));
        end = () => open.close();
      },
      // Asked for more: what there was has been read.
      pull: () => isRead(),
    });
    return { stream, read, end: () => end() };
  });
  const answers = bodies.map(({ stream }) => post(from, PATHS.held, stream));
  await Promise.all(bodies.map(({ read }) => read));
  await new Promise((next) => setImmediate(next));
  await work();
  for (const { end } of bodies) end();
  for (const answer of await Promise.all(answers)) expect(answer.status).toBe(400);
};

const whileFull = async (work: () => Promise<void>): Promise<void> => {
  const { db } = council.council;
  const [size] = (await sql<{ page_count: number }>`pragma page_count`.execute(db)).rows;
  await sql.raw(`pragma max_page_count = ${size?.page_count}`).execute(db);
  await work();
  await sql.raw('pragma max_page_count = 1000000').execute(db);
};

const wrongPieces = async (): Promise<void> => {
  await patch(0, { headers: { [UPLOAD.nonce]: null } });
  await patch(0, { headers: { [UPLOAD.digest]: `sha-256=:${'A'.repeat(43)}=:` } });
  await patch(0, { headers: { 'content-encoding': 'gzip' } });
  await patch(0, { path: `${PATHS.clips}${'0'.repeat(32)}/${'0'.repeat(64)}` });
  await patch(0, { body: new Uint8Array(CLIP_PIECE_BYTES + 1) });
  await patch(1);
};

const readOnly = async (): Promise<void> => {
  const { pack } = council.council.packs.current('visitor-parking')!;
  const file = `${PATHS.shelf}${pack.id}/${versionName(pack.version)}/pack.json`;
  for (const path of [PATHS.keys, PATHS.replies, `${PATHS.replies}?packs=visitor-parking`, PATHS.shelf, file, `${file}x`, '/healthz', '/metrics']) await ask('GET', path);
  await ask('GET', `${PATHS.replies}?packs=${'a,'.repeat(101)}`);
  await note('GET', '/metrics', await council.fetchFrom(HERE, '/metrics'));
  await ask('HEAD', pathOf(clip.named));
  await ask('HEAD', `${PATHS.clips}${'0'.repeat(32)}/${'0'.repeat(64)}`);
};

const everyAddress = async (): Promise<void> => {
  await hand(PATHS.records, anEnvelope([record]));
  await hand(PATHS.held, aHeldAsk([{ id: record.id, digest: record.digest }]));
  await patch(0);
  await ask('HEAD', pathOf(clip.named));
  for (const path of [PATHS.keys, `${PATHS.replies}?packs=visitor-parking`, '/healthz']) await ask('GET', path);
};

const wholeRounds = async (): Promise<void> => {
  for (const path of MESSAGES) await wrongMessages(path);
  await readOnly();
  await wrongPieces();
  await whileThereIsNoRoom(async () => {
    for (const path of MESSAGES) await hand(path, whole(path));
  });
  const { db, env } = council.council;
  await whileFull(async () => {
    await hand(PATHS.records, anEnvelope(await Promise.all(Array.from({ length: 100 }, () => reHeaded(record, { clips: [] })))));
    await patch(0);
  });
  const name = nameOf('clips', await networkNamer(council.council)('203.0.113.0/24'));
  await db.deleteFrom('budgets').execute();
  await db.insertInto('budgets').values({ day: dayOf(env.now()), name, used: A_DAY.clips }).execute();
  await patch(0);
  await db.deleteFrom('budgets').execute();
  await patch(0);
  await patch(1);
};

test('each answer that it promises is got from a real council, and what is got is promised', async () => {
  await wholeRounds();
  isClosing = true;
  await everyAddress();
  isClosing = false;
  // The database is gone.
  await council.close();
  await everyAddress();
  expect(promised().filter((each) => !got.has(each))).toEqual([]);
  expect([...got].filter((each) => !promised().includes(each) && !each.endsWith(' 405 not-allowed'))).toEqual([]);
});

test('an answer that is not as it says is found', async () => {
  const problem = (code: string, status: number, more: object = {}): Response =>
    new Response(JSON.stringify({ v: 1, code, title: 'x', status, ...more }), { status, headers: { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' } });
  const hold = (response: Response): Promise<void> => holdToDocument('POST', PATHS.records, response);
  await hold(problem('not-json', 400));
  await expect(hold(problem('sign-in', 400))).rejects.toThrow('does not fit');
  await expect(hold(problem('not-json', 400, { words: 'what a person said' }))).rejects.toThrow('does not fit');
  await expect(hold(problem('busy', 429))).rejects.toThrow('lacks the header retry-after');
  await expect(hold(new Response('{"ok":true}', { status: 202 }))).rejects.toThrow('is not documented');
  await expect(hold(new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } }))).rejects.toThrow('not documented');
});
