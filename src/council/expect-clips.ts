/** Which clips a record names: the council expects these, and takes no others. */
import type { ClipInHeader } from '../domain/clip.ts';
import { APART_KINDS, type Header } from '../domain/record.ts';
import type { Council } from './council.ts';
import type { ClipsTable } from './database/schema.ts';
import type { WholeRecord } from './examine.ts';
import { clipsTold } from './opening.ts';
import { clipsIn, type ParkedWhy } from './understand.ts';

const expected = ({ id, digest, bytes }: ClipInHeader, of: Pick<ClipsTable, 'record' | 'lane' | 'pack'>): ClipsTable => ({
  id, digest, bytes, ...of, pieces: 0, receivedOn: null, q: null, medium: null, seconds: null, lang: null,
});

/** Its record was put aside. The clip is as safe as the record is, and nobody counts it. */
export const asParked = (clip: ClipsTable): ClipsTable => ({ ...clip, lane: 'parked', q: null, medium: null, seconds: null, lang: null });

/**
 * The rows for a record's clips, as they are before anything of them has come. The closed part is opened only where there
 * are clips, and where it does not open, they are expected all the same. What stands apart is not opened here at all.
 */
export const expectClips = async ({ keys }: Pick<Council, 'keys'>, record: WholeRecord, header: Header | ParkedWhy): Promise<readonly ClipsTable[]> => {
  if (typeof header === 'string') return clipsIn(record.header).map((clip) => expected(clip, { record: record.id, lane: 'parked', pack: null }));
  if (header.clips.length === 0) return [];
  const of = { record: record.id, lane: APART_KINDS.has(header.kind) ? 'apart' : 'together', pack: header.pack } as const;
  const told = of.lane === 'apart' ? [] : await clipsTold(keys, header, record.sealed);
  const facts = new Map(told.flatMap(({ q, value }) => value.map((each) => [each.id, { q, medium: each.medium, seconds: each.seconds, lang: each.lang }] as const)));
  return header.clips.map((clip) => ({ ...expected(clip, of), ...facts.get(clip.id) }));
};
