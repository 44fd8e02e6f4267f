/** The log of the process: one JSON line an event, to the error stream, so that what a command prints stays its own. */
import type { Env } from '../domain/env.ts';
import type { Log } from './council.ts';

export const logTo = (write: (line: string) => void, env: Pick<Env, 'now'>): Log => (event, facts = {}) =>
  write(JSON.stringify({ at: new Date(env.now()).toISOString(), event, ...facts }));

/** Where an error was thrown. Its message may quote what a person wrote, also over several lines, and is left out whole. */
export const placeOf = ({ message, stack = '' }: Error): string => {
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  return /^ *(at .*)$/m.exec(frames)?.[1] ?? 'unknown';
};

/** What a failure is called in a log: its code, and never its message. */
export const codeOf = (why: unknown): string => {
  const code = (why as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : why instanceof Error ? why.name : 'unknown';
};
