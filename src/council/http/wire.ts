/** The endpoint of docs/wire.md: records in, receipts out, and what phones ask for in between. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import { Envelope, HeldAsk, LIMITS, PATHS, WIRE_VERSION } from '../../domain/wire.ts';
import { NoRoom, type Door } from '../budgets.ts';
import type { Council } from '../council.ts';
import { askedAfter, takeIn } from '../intake.ts';
import { placeOf } from '../log.ts';
import { publishedReplies } from '../replies.ts';
import { answerClips } from './clips.ts';
import { problemOf, problemResponse } from './problems.ts';
import { parseBody, readPacking } from './read-body.ts';
import type { Bindings } from './peer.ts';
import { BACK_IN_SECONDS, type Reception } from './reception.ts';
import { receiptResponse } from './receipts.ts';

/** More packs than any council has open at once. */
const PACKS_ASKED = 100;

type Shape<T> = v.GenericSchema<unknown, T>;

/** The message, if it is of this version and shape. The version is looked at first: a newer one may look otherwise. */
const readMessage = <T>(value: unknown, shape: Shape<T>): Result<T> => {
  const version = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { v?: unknown }).v : undefined;
  if (version === undefined) return bad(problem('not-an-envelope'));
  if (version !== WIRE_VERSION) return bad(problem('unknown-version'));
  const parsed = v.safeParse(shape, value);
  return parsed.success ? good(parsed.output) : bad(problem('not-an-envelope', v.getDotPath(parsed.issues[0]) ?? undefined));
};

const withMessage = <T>({ room }: Reception, request: Request, shape: Shape<T>, answer: (message: T) => Promise<Response>): Promise<Response> | Response => {
  const packing = readPacking(request);
  if (!packing.ok) return problemResponse(packing.problem);
  const { isPacked, most } = packing.value;
  return room.withBody(request, most, async (body) => {
    const json = await parseBody(body, isPacked);
    const read = json.ok ? readMessage(json.value, shape) : json;
    return read.ok ? answer(read.value) : problemResponse(read.problem);
  });
};

const records = async ({ council, counts }: Reception, envelope: Envelope, door: Door | undefined): Promise<Response> => {
  if (envelope.records.length > LIMITS.records) return problemResponse(problem('too-many'));
  const verdicts = await takeIn(council, envelope.records, envelope.sentAt, door);
  // What stands apart says no time, and is not counted as it comes: a figure that is read each minute has one.
  if (envelope.sentAt !== undefined) for (const { verdict } of verdicts) counts.add('verdict', verdict);
  return receiptResponse(council.keys, envelope.nonce, verdicts);
};

const held = async ({ council }: Reception, asked: HeldAsk): Promise<Response> => {
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

/** Nobody needs to hear of it but who asked: a line with a time, for support that was refused, would say when it came. */
const failed = (council: Council, error: Error): Response => {
  if (error instanceof NoRoom) return problemResponse(error.problem, error.problem.code === 'busy' ? { 'retry-after': String(BACK_IN_SECONDS) } : {});
  const found = problemOf(error);
  council.log(found.code === 'disk-full' ? 'alarm' : 'went-wrong', { what: found.code, error: error.name, where: placeOf(error) });
  return problemResponse(found);
};

export const wireApp = (reception: Reception): Hono<{ Bindings: Bindings }> => {
  const app = new Hono<{ Bindings: Bindings }>();
  const { council, doorOf, isClosing } = reception;
  app.onError((error) => failed(council, error));
  app.use(async (_, next) => (isClosing() ? problemResponse(problem('closing-down')) : next()));
  app.post(PATHS.records, (c) =>
    withMessage(reception, c.req.raw, Envelope, async (envelope) => records(reception, envelope, await doorOf(c.req.raw, c.env))));
  app.post(PATHS.held, (c) => withMessage(reception, c.req.raw, HeldAsk, (asked) => held(reception, asked)));
  answerClips(app, reception);
  app.get(PATHS.keys, () => json(council.keys.ring));
  app.get(PATHS.replies, (c) => replies(council, c.req.raw));
  for (const path of [PATHS.records, PATHS.held]) app.all(path, () => problemResponse(problem('not-allowed'), { allow: 'POST' }));
  for (const path of [PATHS.keys, PATHS.replies]) app.all(path, () => problemResponse(problem('not-allowed'), { allow: 'GET, HEAD' }));
  app.all('/v1/*', () => problemResponse(problem('not-found')));
  return app;
};
