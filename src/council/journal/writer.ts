/** Writes lines into segments of this process's own. Whoever comes while others are being written shares one trip to the disk. */
import { toHex } from '../../domain/id.ts';
import type { Env } from '../../domain/env.ts';
import type { Depot, Listed, Segment } from './depot.ts';
import { headLine } from './lines.ts';
import { FOLDERS } from './names.ts';

/** A segment of yesterday may be written anew by whoever erases, so nothing is added to one that is half a day old. */
const LONGEST_MS = 12 * 3_600_000;
/** So what another process has not touched for twice as long, by the depot's own clock, is closed. */
const CLOSED_MS = 2 * LONGEST_MS;
const NUMBER_LETTERS = 6;
const WRITER_BYTES = 8;

export interface Writer {
  /** Comes back when the lines are on the disk. */
  readonly append: (lines: string) => Promise<void>;
  /** What follows goes into a new segment, and those up to now can be written anew. */
  readonly turn: () => Promise<void>;
  /** Whether nobody writes to this file any more, here or in another process. */
  readonly mayChange: (file: Listed) => boolean;
}

interface Open {
  readonly name: string;
  readonly segment: Segment;
  readonly since: number;
  bytes: number;
}

interface Waiting {
  readonly bytes: Buffer;
  readonly done: () => void;
  readonly failed: (why: unknown) => void;
}

/** `written` hears up to where a segment is on the disk. `council` is asked when the first line is written. */
export const openWriter = (depot: Depot, env: Pick<Env, 'now' | 'random'>, council: () => Promise<string>, written: (segment: string, bytes: number) => void): Writer => {
  const writer = toHex(env.random(WRITER_BYTES));
  let number = 0;
  let open: Open | undefined;
  let waiting: Waiting[] = [];
  let last: Promise<void> = Promise.resolve();

  const close = async (): Promise<void> => {
    const closing = open;
    open = undefined;
    await closing?.segment.close();
  };
  const write = async (bytes: Buffer): Promise<void> => {
    if (open !== undefined && (open.bytes >= depot.segmentBytes || Math.abs(env.now() - open.since) > LONGEST_MS)) await close();
    if (open === undefined) {
      number += 1;
      const name = `${FOLDERS.together}/${writer}-${String(number).padStart(NUMBER_LETTERS, '0')}.journal`;
      const first = Buffer.concat([Buffer.from(headLine(await council())), bytes]);
      open = { name, segment: await depot.begin(name, first), since: env.now(), bytes: first.length };
    } else {
      await open.segment.append(bytes);
      open.bytes += bytes.length;
    }
    written(open.name, open.bytes);
  };
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await write(Buffer.concat(batch.map(({ bytes }) => bytes)));
      for (const { done } of batch) done();
    } catch (why) {
      // It may end in the midst of a line, and nothing may ever stand behind that.
      await close().catch(() => undefined);
      for (const { failed } of batch) failed(why);
    }
  };
  /** One after the other. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (last = last.then(work, work));
  return {
    append: (lines) =>
      new Promise((done, failed) => {
        waiting.push({ bytes: Buffer.from(lines), done, failed });
        if (waiting.length === 1) void inTurn(flush);
      }),
    turn: () => inTurn(close),
    mayChange: ({ name, changedAt }) => {
      if (!name.startsWith(FOLDERS.together) || depot.segmentBytes === 0) return true;
      return name.startsWith(`${FOLDERS.together}/${writer}-`) ? open?.name !== name : Date.now() - changedAt > CLOSED_MS;
    },
  };
};
