/** Fetches what the council has replied, so that it can be read without a network. */
import * as v from 'valibot';
import { Replies, type Reply } from '../domain/reply.ts';
import { PATHS } from '../domain/wire.ts';
import type { SyncEnv } from './env.ts';

/** The published replies to these packs; undefined where the network or the answer was no good, which loses nothing. */
export const collect = async (env: SyncEnv, packs: readonly string[]): Promise<readonly Reply[] | undefined> => {
  try {
    const response = await env.fetch(`${PATHS.replies}?packs=${packs.map(encodeURIComponent).join(',')}`, {
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    if (response.status !== 200) return undefined;
    const read = v.safeParse(Replies, await response.json());
    return read.success ? read.output.replies : undefined;
  } catch {
    return undefined;
  }
};
