/** How much of the disk is taken up by what anyone may bring unasked: clips, and records that were set aside. */
import { statfsSync } from 'node:fs';
import type { Council } from './council.ts';

/** The rest is for answers: a tenth of the disk, unless STRANGERS_MB says how much. */
const SHARE_OF_DISK = 0.1;
/** Looked at again after so long; between, what comes meanwhile is held in bounds by each network's own budget. */
const LOOK_AGAIN_MS = 60_000;

type Desk = Pick<Council, 'db' | 'env' | 'config' | 'log'>;

export const strangersLimit = ({ config }: Pick<Council, 'config'>): number => {
  if (config.front.strangersBytes !== undefined) return config.front.strangersBytes;
  const { blocks, bsize } = statfsSync(config.dataDir);
  return blocks * bsize * SHARE_OF_DISK;
};

/** In both engines an octet_length is known without reading the text itself. */
export const strangersBytes = async ({ db }: Pick<Council, 'db'>): Promise<number> => {
  const parked = await db.selectFrom('parked').select(({ fn }) => fn.sum<number | null>(fn<number>('octet_length', ['record'])).as('bytes')).executeTakeFirst();
  const clips = await db.selectFrom('clips').select(({ fn }) => fn.sum<number | null>('bytes').as('bytes')).where('pieces', '>', 0).executeTakeFirst();
  return Number(parked?.bytes ?? 0) + Number(clips?.bytes ?? 0);
};

/** Asks whether strangers have used up their part. Each process looks for itself, so none keeps what all must know. */
export const strangersWatch = (council: Desk): (() => Promise<boolean>) => {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let areFull = false;
  return async () => {
    const now = council.env.now();
    if (Math.abs(now - lookedAt) < LOOK_AGAIN_MS) return areFull;
    lookedAt = now;
    areFull = (await strangersBytes(council)) >= strangersLimit(council);
    if (areFull) council.log('alarm', { what: 'strangers-full' });
    return areFull;
  };
};
