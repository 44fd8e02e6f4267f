/** How much this process takes on at once: bodies in its memory, and how many of them are worked on. Others wait, or come back. */
import { problemResponse } from './problems.ts';
import { readAtMost } from './read-body.ts';
import { tidier } from './tidy.ts';

/** Of bodies that are being read or wait for their turn: two of the largest, or more than thirty pages of a phone. */
const MOST_BODY_BYTES = 8 * 1024 * 1024;
/** A body of 4 MB becomes many times that while it is parsed and checked. What waits for the disk leaves the other its turn. */
const MOST_AT_ONCE = 2;

export interface Room {
  /**
   * Reads a body of at most so many bytes, waits for a turn, and does the work. Whoever sends slowly holds up nobody, for
   * a turn begins when the body is whole. `too-large` where it is larger, `busy` where there is no room for it now.
   */
  readonly withBody: (request: Request, most: number, work: (bytes: Uint8Array) => Promise<Response>) => Promise<Response>;
}

export const openRoom = (): Room => {
  const tidy = tidier();
  let held = 0;
  let working = 0;
  const waiting: (() => void)[] = [];
  const turn = (): Promise<void> => {
    if (working >= MOST_AT_ONCE) return new Promise((go) => waiting.push(go));
    working += 1;
    return Promise.resolve();
  };
  const inTurn = async (work: () => Promise<Response>): Promise<Response> => {
    await turn();
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  };
  return {
    withBody: async (request, most, work) => {
      let own = 0;
      const hold = (bytes: number): boolean => {
        if (held + bytes > MOST_BODY_BYTES) return false;
        held += bytes;
        own += bytes;
        return true;
      };
      try {
        const body = await readAtMost(request, most, hold);
        return body.ok ? await inTurn(() => work(body.value)) : problemResponse(body.problem, body.problem.code === 'busy' ? { 'retry-after': '10' } : {});
      } finally {
        held -= own;
        tidy();
      }
    },
  };
};
