/** Secrets that are handed out once, and what is kept of them: only a hash, so a copy of the database lets nobody in. */
import { toHex } from '../domain/id.ts';
import { sha256 } from '../proof/digest.ts';
import type { Council } from './council.ts';

/** 256 bits: nobody guesses one in the life of a link. */
const TOKEN_BYTES = 32;
/** A token of ours has 43 letters; what is much longer is none, and is not worth hashing. */
export const LONGEST_TOKEN = 100;

export const drawToken = (council: Pick<Council, 'env'>): string => Buffer.from(council.env.random(TOKEN_BYTES)).toString('base64url');

export const hashOfToken = async (token: string): Promise<string> => toHex(await sha256(new TextEncoder().encode(token)));
