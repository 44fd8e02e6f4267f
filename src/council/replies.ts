/** "You said, we did": kept as a draft, checked, published once, and from then on the same for everyone. */
import * as v from 'valibot';
import { toHex } from '../domain/id.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { Reply, type ReplyWords } from '../domain/reply.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { note } from './audit.ts';
import type { Council } from './council.ts';
import type { RepliesTable } from './database/schema.ts';

export const REPLY_PARTS = ['said', 'did', 'didNot'] as const;
export type ReplyPart = (typeof REPLY_PARTS)[number];
export type ReplyWordsByLanguage = Partial<Record<Language, ReplyWords>>;

/** As long as a page of print; a phone keeps every reply, and one that is longer is read by nobody. */
export const LONGEST_PART = 3_000;

/** Why a reply can't be kept or published; `at` is the field, as `so-did`. */
export interface ReplyFault {
  readonly code: 'unknown-pack' | 'unknown-reply' | 'already-published' | 'nothing-written' | 'part-missing' | 'part-too-long' | 'not-words';
  readonly at?: string;
}

/** A reply as the staff pages show it. */
export interface KeptReply {
  readonly id: string;
  readonly pack: string;
  readonly words: ReplyWordsByLanguage;
  readonly draftedAt: number;
  readonly publishedAt: number | null;
}

export interface ReplyToSave {
  /** Left out for a new one. */
  readonly id?: string;
  readonly pack: string;
  readonly words: ReplyWordsByLanguage;
}

type Desk = Pick<Council, 'db' | 'env' | 'packs'>;

const Words = v.strictObject({ said: v.string(), did: v.string(), didNot: v.optional(v.string(), '') });
const ByLanguage = v.partial(v.strictObject({ en: Words, so: Words, bn: Words }));

/** Words by language out of a file; `not-words`, with the place, where it holds anything else. */
export const readReplyWords = (data: unknown): Result<ReplyWordsByLanguage, readonly ReplyFault[]> => {
  const parsed = v.safeParse(ByLanguage, data);
  if (parsed.success) return good(parsed.output as ReplyWordsByLanguage);
  return bad(parsed.issues.map((issue) => ({ code: 'not-words', at: v.getDotPath(issue) ?? 'the file' })));
};

const isEmpty = (words: ReplyWords): boolean => REPLY_PARTS.every((part) => words[part].trim() === '');

/** Only languages in which something is written. */
const written = (words: ReplyWordsByLanguage): ReplyWordsByLanguage =>
  Object.fromEntries(LANGUAGES.flatMap((lang) => (words[lang] && !isEmpty(words[lang]) ? [[lang, words[lang]]] : [])));

const tooLong = (words: ReplyWordsByLanguage): readonly ReplyFault[] =>
  LANGUAGES.flatMap((lang) =>
    REPLY_PARTS.flatMap((part) =>
      (words[lang]?.[part].length ?? 0) > LONGEST_PART ? [{ code: 'part-too-long' as const, at: `${lang}-${part}` }] : [],
    ),
  );

/** What keeps a reply from being published: English is a must, and a language that was begun is finished. */
export const faultsBeforePublishing = (words: ReplyWordsByLanguage): readonly ReplyFault[] => {
  const begun = LANGUAGES.filter((lang) => lang === 'en' || written(words)[lang] !== undefined);
  const missing = begun.flatMap((lang) =>
    (['said', 'did'] as const).flatMap((part) =>
      words[lang]?.[part].trim() ? [] : [{ code: 'part-missing' as const, at: `${lang}-${part}` }],
    ),
  );
  return [...missing, ...tooLong(words)];
};

/** The languages whose readers will see English. */
export const languagesMissing = (words: ReplyWordsByLanguage): readonly Language[] => LANGUAGES.filter((lang) => written(words)[lang] === undefined);

const fromRow = (row: RepliesTable): KeptReply => ({ ...row, words: JSON.parse(row.words) as ReplyWordsByLanguage });

/** Every reply, drafts too, newest first. */
export const allReplies = async (council: Pick<Council, 'db'>): Promise<readonly KeptReply[]> => {
  const rows = await council.db.selectFrom('replies').selectAll().orderBy('draftedAt', 'desc').orderBy('id').execute();
  return rows.map(fromRow);
};

export const replyById = async (council: Pick<Council, 'db'>, id: string): Promise<KeptReply | undefined> => {
  const row = await council.db.selectFrom('replies').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
};

/** Keeps a draft and gives its id. A published reply is never written again. */
export const saveReply = async (council: Desk, who: string, reply: ReplyToSave): Promise<Result<string, readonly ReplyFault[]>> => {
  const before = reply.id === undefined ? undefined : await replyById(council, reply.id);
  if (reply.id !== undefined && before === undefined) return bad([{ code: 'unknown-reply' }]);
  if (before?.publishedAt) return bad([{ code: 'already-published' }]);
  if (council.packs.current(reply.pack) === undefined) return bad([{ code: 'unknown-pack', at: 'pack' }]);
  const words = written(reply.words);
  if (Object.keys(words).length === 0) return bad([{ code: 'nothing-written', at: 'en-said' }]);
  const faults = tooLong(words);
  if (faults.length > 0) return bad(faults);
  const id = before?.id ?? toHex(council.env.random(16));
  const row = { id, pack: before?.pack ?? reply.pack, words: JSON.stringify(words), draftedAt: council.env.now(), publishedAt: null };
  if (before === undefined) await council.db.insertInto('replies').values(row).execute();
  else {
    // The condition stands in the statement: someone else may publish between the look above and this.
    const done = await council.db.updateTable('replies').set(row).where('id', '=', id).where('publishedAt', 'is', null).executeTakeFirst();
    if (done.numUpdatedRows !== 1n) return bad([{ code: 'already-published' }]);
  }
  await note(council, who, 'saved-reply', id, row.pack);
  return good(id);
};

/** Sends a draft out to every phone, which can't be undone. */
export const publishReply = async (council: Desk, who: string, id: string): Promise<Result<KeptReply, readonly ReplyFault[]>> => {
  const draft = await replyById(council, id);
  if (draft === undefined) return bad([{ code: 'unknown-reply' }]);
  if (draft.publishedAt !== null) return bad([{ code: 'already-published' }]);
  const faults = faultsBeforePublishing(draft.words);
  if (faults.length > 0) return bad(faults);
  const publishedAt = council.env.now();
  await note(council, who, 'published-reply', id, draft.pack);
  const done = await council.db.updateTable('replies').set({ publishedAt }).where('id', '=', id).where('publishedAt', 'is', null).executeTakeFirst();
  return done.numUpdatedRows === 1n ? good({ ...draft, publishedAt }) : bad([{ code: 'already-published' }]);
};

/** What phones get: every published reply to these packs, newest first. */
export const publishedReplies = async (council: Pick<Council, 'db'>, packs: readonly string[]): Promise<readonly Reply[]> => {
  if (packs.length === 0) return [];
  const rows = await council.db
    .selectFrom('replies')
    .selectAll()
    .where('pack', 'in', packs)
    .where('publishedAt', 'is not', null)
    .orderBy('publishedAt', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) =>
    v.parse(Reply, { id: row.id, pack: row.pack, publishedAt: new Date(row.publishedAt ?? 0).toISOString(), words: JSON.parse(row.words) }),
  );
};
