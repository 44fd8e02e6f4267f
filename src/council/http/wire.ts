/** The endpoint of docs/wire.md: records in, receipts out, and what phones ask for in between. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { problem, type Problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import { Envelope, HeldAsk, LIMITS, PATHS, WIRE_VERSION } from '../../domain/wire.ts';
import type { Council } from '../council.ts';
import { askedAfter, takeIn } from '../intake.ts';
import { placeOf } from '../log.ts';
import { publishedReplies } from '../replies.ts';
import { answerClips } from './clips.ts';
import { problemOf, problemResponse } from './problems.ts';
import { readJson } from './read-body.ts';
import { receiptResponse } from './receipts.ts';

/** More packs than any council has open at once. */
const PACKS_ASKED = 100;

type Shape<T> = v.GenericSchema<unknown, T>;

/** The message, if it is of this version and shape. The version is looked at first: a newer one may look otherwise. */
const readMessage = async <T>(request: Request, shape: Shape<T>): Promise<Result<T>> => {
  const json = await readJson(request);
  if (!json.ok) return json;
  const { value } = json;
  const version = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { v?: unknown }).v : undefined;
  if (version === undefined) return bad(problem('not-an-envelope'));
  if (version !== WIRE_VERSION) return bad(problem('unknown-version'));
  const parsed = v.safeParse(shape, value);
  return parsed.success ? good(parsed.output) : bad(problem('not-an-envelope', v.getDotPath(parsed.issues[0]) ?? undefined));
};

const records = async (council: Council, request: Request): Promise<Response> => {
  const read = await readMessage(request, Envelope);
  if (!read.ok) return problemResponse(read.problem);
  const envelope = read.value;
  if (envelope.records.length > LIMITS.records) return problemResponse(problem('too-many'));
  return receiptResponse(council.keys, envelope.nonce, await takeIn(council, envelope.records, envelope.sentAt));
};

const held = async (council: Council, request: Request): Promise<Response> => {
  const read = await readMessage(request, HeldAsk);
  if (!read.ok) return problemResponse(read.problem);
  const asked = read.value;
  if (asked.held.length > LIMITS.heldPairs) return problemResponse(problem('too-many'));
  return receiptResponse(council.keys, asked.nonce, await askedAfter(council, asked.held));
};

const json = (value: unknown): Response =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' } });

const replies = async (council: Council, request: Request): Promise<Response> => {
  const packs = (new URL(request.url).searchParams.get('packs') ?? '').split(',').filter(Boolean);
  if (packs.length > PACKS_ASKED) return problemResponse(problem('too-many'));
  return json({ v: WIRE_VERSION, replies: await publishedReplies(council, packs) });
};

/** `isClosing`: what is under way is finished, and nothing new is begun. */
export const wireApp = (council: Council, isClosing: () => boolean): Hono => {
  const app = new Hono();
  const refuse = (what: Problem): Response => problemResponse(what);
  app.onError((error) => {
    const found = problemOf(error);
    council.log(found.code === 'disk-full' ? 'alarm' : 'went-wrong', { what: found.code, error: error.name, at: placeOf(error) });
    return refuse(found);
  });
  app.use(async (_, next) => (isClosing() ? refuse(problem('closing-down')) : next()));
  app.post(PATHS.records, (c) => records(council, c.req.raw));
  app.post(PATHS.held, (c) => held(council, c.req.raw));
  answerClips(app, council);
  app.get(PATHS.keys, () => json(council.keys.ring));
  app.get(PATHS.replies, (c) => replies(council, c.req.raw));
  for (const path of [PATHS.records, PATHS.held]) app.all(path, () => problemResponse(problem('not-allowed'), { allow: 'POST' }));
  for (const path of [PATHS.keys, PATHS.replies]) app.all(path, () => problemResponse(problem('not-allowed'), { allow: 'GET, HEAD' }));
  app.all('/v1/*', () => refuse(problem('not-found')));
  return app;
};
