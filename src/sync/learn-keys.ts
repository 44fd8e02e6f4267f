/** Asks the council for its ring of keys, and believes of it what an older key, or the recovery signing key, has vouched for. */
import { readRing } from '../domain/read-ring.ts';
import { LIMITS, PATHS, type KeyRing, type ReceiptKey } from '../domain/wire.ts';
import { newlyBelieved } from '../proof/vouch.ts';
import { bytesOf, reach } from './call.ts';
import type { Sending } from './sending.ts';

const ringIn = async (response: Response): Promise<KeyRing | undefined> => {
  const bytes = response.status === 200 && !response.redirected ? await bytesOf(response, LIMITS.ringBytes) : undefined;
  return bytes && readRing(JSON.parse(new TextDecoder().decode(bytes)));
};

/** The ring as the council gives it out now; undefined where the network or the answer was no good, which loses nothing. */
const fetchRing = async (env: Sending['env']): Promise<KeyRing | undefined> => {
  const heard = await reach(env, PATHS.keys, { method: 'GET' }, async (response) => ({ heard: 'ring' as const, ring: await ringIn(response) }));
  return heard.heard === 'ring' ? heard.ring : undefined;
};

/** All that may be believed now. */
export const learnKeys = async ({ env, recoverySigners, keepReceiptKeys }: Sending, held: readonly ReceiptKey[]): Promise<readonly ReceiptKey[]> => {
  const ring = await fetchRing(env);
  if (ring === undefined) return held;
  const found = await newlyBelieved(ring, held, await recoverySigners());
  // They are the council's whether or not a full phone can write them down; where it can't, it asks again next time.
  if (found.length > 0) await keepReceiptKeys(found).catch(() => undefined);
  return [...held, ...found];
};
