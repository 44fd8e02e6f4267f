/** What stands around a recording in its record: who may hear it, the question's version, and the words to the same question. */
import type { ClipAnswer } from '../domain/clip.ts';
import type { Quote } from '../domain/consent.ts';
import type { Answer } from '../domain/answer.ts';
import type { Language } from '../domain/language.ts';
import { inOrder, type Placed } from './clip-names.ts';
import type { Council } from './council.ts';
import { openApart, openRecord } from './opening.ts';
import type { Recording } from './recordings.ts';

export interface AroundClip {
  readonly kind: string;
  /** Which version's words the person saw. */
  readonly packNumber: number;
  readonly lang: Language | undefined;
  /** Undefined for what stands apart, which nobody may quote, and where the record does not open. */
  readonly quote: Quote | undefined;
  /** Its place in the record; undefined where the record does not name it, or does not open. */
  readonly place: Placed | undefined;
  /** What the person wrote to the same question: under a picture that is its caption. */
  readonly written: string | undefined;
  /** Whether something was said to the same question. */
  readonly isSpokenTo: boolean;
}

interface Inside {
  readonly lang: Language;
  readonly answers: readonly Answer[];
  readonly clips: readonly ClipAnswer[];
  readonly quote?: Quote;
}

const fromInside = (id: string, inside: Inside | undefined): Omit<AroundClip, 'kind' | 'packNumber'> => {
  const placed = inOrder(inside?.clips ?? []);
  const place = placed.find((each) => each.id === id);
  const words = inside?.answers.find((each) => each.kind === 'words' && each.q === place?.q);
  return {
    lang: inside?.lang,
    quote: inside?.quote,
    place,
    written: words?.kind === 'words' ? words.value.text : undefined,
    isSpokenTo: placed.some((each) => each.q === place?.q && each.medium === 'sound'),
  };
};

/** The number of the version that the person saw stands in the header, which intake has read. */
export const packNumberIn = (header: string): number => (JSON.parse(header) as { readonly packVersion?: { readonly number?: number } }).packVersion?.number ?? 0;

/** Opens the recording's record. Whoever calls has logged the opening of the recording. */
export const aroundClip = async ({ db, keys }: Pick<Council, 'db' | 'keys'>, { id, record, lane }: Recording): Promise<AroundClip | undefined> => {
  const table = lane === 'apart' ? ('apart' as const) : ('records' as const);
  const row = await db.selectFrom(table).select(['id', 'kind', 'pack', 'header', 'sealed']).where('id', '=', record).executeTakeFirst();
  if (row === undefined) return undefined;
  const inside = await (lane === 'apart' ? openApart(keys, row) : openRecord(keys, row));
  return { kind: row.kind, packNumber: packNumberIn(row.header), ...fromInside(id, inside.ok ? inside.value : undefined) };
};
