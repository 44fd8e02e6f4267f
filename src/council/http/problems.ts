/** Problems as the endpoint says them: coded JSON, never a page, never a stack trace, and nothing acknowledged. */
import { PROBLEM_STATUS, problem, type Problem, type ProblemCode } from '../../domain/problem.ts';
import { PROBLEM_TYPE, WIRE_VERSION, type ProblemBody } from '../../domain/wire.ts';
import { troubleOf } from '../database/postgres-faults.ts';

/** In English, for whoever reads the answer by hand. People read locales/<lang>/problems.json. */
const TITLES: Partial<Record<ProblemCode, string>> = {
  'not-json': 'The body is not JSON.',
  'not-an-envelope': 'The body is JSON, but not what this address takes.',
  'too-deep': 'The JSON is nested too deeply.',
  'too-large': 'The body is too large. Send fewer records at once.',
  'too-many': 'There are too many records in one request.',
  'unknown-version': 'This endpoint does not know this version of the envelope.',
  'unknown-encoding': 'The body must be sent as it is or with gzip.',
  'digest-mismatch': 'These bytes are not what their digest says.',
  'not-a-piece': 'This is not a piece of a clip, or does not say which.',
  'not-expected': 'No record here names this clip. Send its record first.',
  'wrong-offset': 'This clip goes on elsewhere.',
  'not-found': 'There is nothing at this address.',
  'not-allowed': 'This address does not take this method.',
  'busy': 'There is too much to do just now. Try again later.',
  'disk-full': 'The council’s disk is full. Keep what you have and try again later.',
  'closing-down': 'The council’s computer is stopping. Try again in a little while.',
  'went-wrong': 'Something went wrong on the council’s side. Nothing was acknowledged.',
};

/** Seconds, where trying again is what to do. */
const RETRY_AFTER: Partial<Record<ProblemCode, number>> = { busy: 60, 'disk-full': 600, 'closing-down': 5 };

/** A problem as it is sent. */
export const problemBody = ({ code, at, detail }: Problem): { readonly text: string; readonly type: string; readonly status: number } => {
  const status = PROBLEM_STATUS[code] || 500;
  const body: ProblemBody = { v: WIRE_VERSION, code, title: TITLES[code] ?? code, status, ...(at === undefined ? {} : { at }), ...(detail === undefined ? {} : { detail }) };
  return { text: JSON.stringify(body), type: PROBLEM_TYPE, status };
};

/** `headers`: what this one says beside the rest. */
export const problemResponse = (what: Problem, headers: Readonly<Record<string, string>> = {}): Response => {
  const { text, type, status } = problemBody(what);
  const retry = RETRY_AFTER[what.code];
  return new Response(text, {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', ...(retry === undefined ? {} : { 'retry-after': String(retry) }), ...headers },
  });
};

/** Of SQLite's many kinds of I/O errors a full disk makes some; where it is the disk that fails, waiting is right as well. */
const DISK_FULL = /^(SQLITE_FULL|SQLITE_IOERR.*|ENOSPC)$/;

/** What went wrong inside, as a phone may know it. The message itself may quote what was being kept, so it stays here. */
export const problemOf = (error: unknown): Problem => {
  const trouble = troubleOf(error);
  if (trouble !== undefined) return problem(trouble);
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return problem('went-wrong');
  // Another process, such as a copy being made, holds the database for longer than we wait.
  if (code.startsWith('SQLITE_BUSY')) return problem('busy');
  return problem(DISK_FULL.test(code) ? 'disk-full' : 'went-wrong');
};
