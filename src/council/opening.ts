/** Opening what people said, with the council's keys, and writing down who opened it before anything is shown. */
import * as v from 'valibot';
import type { Answer } from '../domain/answer.ts';
import type { ClipAnswer } from '../domain/clip.ts';
import { ClipAnswerShape } from '../domain/clip-shapes.ts';
import { QUOTE_UNLESS_TOLD, QUOTES, type Quote } from '../domain/consent.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { problem } from '../domain/problem.ts';
import { PART_NAMES, type Header, type OpenPart, type SealedPart } from '../domain/record.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { openPart } from '../seal/open.ts';
import type { Opener } from '../seal/recipients.ts';
import { note } from './audit.ts';
import type { Council } from './council.ts';
import type { ApartTable, RecordsTable } from './database/schema.ts';
import { openersFor } from './rewrap.ts';

/** Everything inside an `answers` record, its parts put together again. */
export interface OpenedAnswers {
  readonly lang: Language;
  readonly quote: Quote;
  readonly answers: readonly Answer[];
  /** What was recorded, by question: it stands beside the answers. */
  readonly clips: readonly ClipAnswer[];
  readonly about: { readonly set: string; readonly answers: readonly Answer[] };
  /** Answers and parts of a kind that this version does not know: kept, and said to be there. */
  readonly unknown: number;
}

/** Everything inside a `support` or `interest` record. */
export interface OpenedApart {
  readonly lang: Language;
  readonly answers: readonly Answer[];
  readonly clips: readonly ClipAnswer[];
  readonly reach: string;
  readonly unknown: number;
}

// The council's recipients are public, so anyone can have sealed anything: the insides are held against these.
const q = v.string();
const Said = v.variant('kind', [
  v.object({ q, kind: v.literal('choose-one'), value: v.string() }),
  v.object({ q, kind: v.literal('choose-many'), value: v.array(v.string()) }),
  v.object({ q, kind: v.literal('scale'), value: v.object({ scale: v.string(), at: v.number() }) }),
  v.object({ q, kind: v.literal('words'), value: v.object({ text: v.string(), lang: v.picklist(LANGUAGES) }) }),
  v.object({ q, kind: v.picklist(['skipped', 'rather-not-say']), value: v.null() }),
]);
const lang = v.fallback(v.picklist(LANGUAGES), 'en');
const said = v.optional(v.array(v.unknown()), []);
const Closed = v.object({
  lang,
  quote: v.fallback(v.picklist(QUOTES), QUOTE_UNLESS_TOLD),
  answers: said,
  about: v.optional(v.object({ set: v.string(), answers: said }), { set: '', answers: [] }),
});
const Words = v.object({ answers: said });
const Apart = v.object({ lang, answers: said, reach: v.optional(v.string(), '') });
const Sealed = v.pipe(v.array(v.object({ part: v.string(), age: v.string() })), v.minLength(1));

interface Sorted {
  readonly answers: readonly Answer[];
  readonly clips: readonly ClipAnswer[];
  readonly unknown: number;
}

const sort = (entries: readonly unknown[]): Sorted => {
  const answers = entries.filter((entry) => v.is(Said, entry)) as unknown as readonly Answer[];
  const clips = entries.filter((entry) => v.is(ClipAnswerShape, entry)) as unknown as readonly ClipAnswer[];
  return { answers, clips, unknown: entries.length - answers.length - clips.length };
};

const readSealed = (sealed: string): readonly SealedPart[] | undefined => {
  try {
    return v.parse(Sealed, JSON.parse(sealed)) as readonly SealedPart[];
  } catch {
    return undefined;
  }
};

/** A council's keys, with or without those of single files. */
interface CanOpen {
  readonly identities: readonly Opener[];
}
type Row = Pick<RecordsTable, 'id' | 'kind' | 'pack' | 'sealed'>;

/** Each part by its name. One that does not open fails them all: half an answer could be taken for the whole. */
const openParts = async (keys: CanOpen, row: Row): Promise<Result<ReadonlyMap<string, OpenPart>>> => {
  const sealed = readSealed(row.sealed);
  if (sealed === undefined) return bad(problem('cannot-open'));
  const header = { id: row.id, kind: row.kind, pack: row.pack } as Pick<Header, 'id' | 'kind' | 'pack'>;
  const parts = new Map<string, OpenPart>();
  for (const part of sealed) {
    const opened = await openPart(keys.identities, header, part);
    if (!opened.ok) return opened;
    parts.set(part.part, opened.value);
  }
  return good(parts);
};

/** Opens one `answers` record: `cannot-open` where no key here fits or the insides make no sense. Logs nothing. */
export const openRecord = async (keys: CanOpen, row: Row): Promise<Result<OpenedAnswers>> => {
  const parts = await openParts(keys, row);
  if (!parts.ok) return parts;
  const closed = v.safeParse(Closed, parts.value.get('closed') ?? {});
  const words = v.safeParse(Words, parts.value.get('words') ?? {});
  if (!closed.success || !words.success) return bad(problem('cannot-open', 'inside'));
  const told = sort([...closed.output.answers, ...words.output.answers]);
  const about = sort(closed.output.about.answers);
  const strange = [...parts.value.keys()].filter((name) => !PART_NAMES.includes(name as never)).length;
  return good({
    lang: closed.output.lang,
    quote: closed.output.quote,
    answers: told.answers,
    clips: told.clips,
    about: { set: closed.output.about.set, answers: about.answers },
    // Nobody is asked to speak about who they are.
    unknown: told.unknown + about.unknown + about.clips.length + strange,
  });
};

/** Opens one `support` or `interest` record. Logs nothing. */
export const openApart = async (keys: CanOpen, row: Row): Promise<Result<OpenedApart>> => {
  const parts = await openParts(keys, row);
  if (!parts.ok) return parts;
  const inside = v.safeParse(Apart, parts.value.get('words') ?? {});
  if (!inside.success) return bad(problem('cannot-open', 'inside'));
  return good({ lang: inside.output.lang, reach: inside.output.reach, ...sort(inside.output.answers) });
};

/** What the closed part of an `answers` record tells of its clips; nothing where it does not open. Its words stay closed. */
export const clipsTold = async (keys: CanOpen, header: Pick<Header, 'id' | 'kind' | 'pack'>, sealed: readonly SealedPart[]): Promise<readonly ClipAnswer[]> => {
  const part = sealed.find((each) => each.part === 'closed');
  const opened = part && (await openPart(keys.identities, header, part));
  const closed = v.safeParse(Closed, opened?.ok ? opened.value : undefined);
  return closed.success ? sort(closed.output.answers).clips : [];
};

/** What a person at the council gets who opens a record: the row, and what is inside or why it can't be seen. */
export interface Opening<TableRow, Inside> {
  readonly row: TableRow;
  readonly inside: Result<Inside>;
}

type Desk = Pick<Council, 'db' | 'env' | 'keys'>;

/** Opens an `answers` record for `who`, logged first. `not-found` where there is no such record. */
export const openAndLog = async (council: Desk, who: string, id: string): Promise<Result<Opening<RecordsTable, OpenedAnswers>>> => {
  const row = await council.db.selectFrom('records').selectAll().where('id', '=', id).where('kind', '=', 'answers').executeTakeFirst();
  if (row === undefined) return bad(problem('not-found'));
  await note(council, who, 'opened', id, row.pack);
  return good({ row, inside: await openRecord({ identities: await openersFor(council, id) }, row) });
};

/** Opens a `support` or `interest` record for `who`, logged first. `not-found` where there is no such record. */
export const openApartAndLog = async (council: Desk, who: string, id: string): Promise<Result<Opening<ApartTable, OpenedApart>>> => {
  const row = await council.db.selectFrom('apart').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return bad(problem('not-found'));
  await note(council, who, 'opened-asked', id, row.pack);
  return good({ row, inside: await openApart({ identities: await openersFor(council, id) }, row) });
};
