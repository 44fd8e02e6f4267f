/** What takes something back, opened at the door; and the same from a code that staff were told. */
import * as v from 'valibot';
import type { Env } from '../domain/env.ts';
import type { Header, SealedPart } from '../domain/record.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { readCode, withdrawHash } from '../proof/code.ts';
import { openPart } from '../seal/open.ts';
import { note } from './audit.ts';
import type { Council, Keys } from './council.ts';
import type { Database } from './database/schema.ts';
import { transact } from './database/transact.ts';
import { dayOf } from './day.ts';
import { erase, underCode } from './erase.ts';
import { payErasures } from './erasures-due.ts';

const Inside = v.object({ code: v.string() });

/** Why a withdrawal is put aside: it takes nothing back, and a person has to look at it. */
export type NotTakenBack = 'withdrawal-closed' | 'withdrawal-code';

/** Opens a withdrawal and holds its code against the hash that its header bears: only who has the code can make both fit. */
export const checkCode = async (keys: Pick<Keys, 'identities'>, header: Header, sealed: readonly SealedPart[]): Promise<Result<Header, NotTakenBack>> => {
  const part = sealed.find((each) => each.part === 'closed');
  const opened = part && (await openPart(keys.identities, header, part));
  if (!opened?.ok) return bad('withdrawal-closed');
  const inside = v.safeParse(Inside, opened.value);
  const code = inside.success ? readCode(inside.output.code) : undefined;
  return code !== undefined && (await withdrawHash(code)) === header.withdrawHash ? good(header) : bad('withdrawal-code');
};

interface TakenBack {
  /** How many records were here under this code. */
  readonly count: number;
  /** Nobody had taken it back before. */
  readonly isNew: boolean;
}

/** Call it inside a transaction. `own`: the withdrawal's id, which is buried too. What comes under this code later is refused. */
export const takeBack = async (db: Database, env: Pick<Env, 'random'>, hash: string, day: string, own: readonly string[] = []): Promise<TakenBack> => {
  const before = await db.selectFrom('withdrawn').select('hash').where('hash', '=', hash).executeTakeFirst();
  await db.insertInto('withdrawn').values({ hash, takenBackOn: day }).onConflict((same) => same.column('hash').doNothing()).execute();
  const isNew = before === undefined;
  const ids = await underCode(db, hash);
  await erase(db, env, { ids, ...(isNew ? { withdrawHash: hash } : {}) }, day, own);
  return { count: ids.length, isNew };
};

/** `taken-back`: it was here, and is gone. `waits`: nothing under this code has come; it is refused when it does. `was-before`: it had been taken back already. */
export type TookBack = 'taken-back' | 'waits' | 'was-before';

/**
 * Takes back what this code belongs to, for `who`, as it was typed. Logged, without the code and without what it led to. Gives
 * `not-a-code` where its check letter doesn't fit.
 */
export const takeBackByCode = async (council: Pick<Council, 'db' | 'env' | 'second' | 'log'>, who: string, typed: string): Promise<Result<TookBack, 'not-a-code'>> => {
  const code = readCode(typed);
  if (code === undefined) return bad('not-a-code');
  const hash = await withdrawHash(code);
  await note(council, who, 'took-back');
  const { count, isNew } = await transact(council.db, (db) => takeBack(db, council.env, hash, dayOf(council.env.now())));
  await payErasures(council);
  return good(count > 0 ? 'taken-back' : isNew ? 'waits' : 'was-before');
};
