/** What a recording's file is called outside of the council: its record, the question, its place, and what it is. */
import type { ClipAnswer, ClipFacts, ClipType } from '../domain/clip.ts';
import { NAME_PATTERN } from '../domain/id.ts';

const ENDINGS: Readonly<Record<ClipType, string>> = {
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** A question's id comes from outside: only one that is a name of ours may stand in a file's name, for others can lead anywhere. */
const inName = (q: string): string => (NAME_PATTERN.test(q) ? q : 'question');

/** A recording with the question that it answers, and its place among those of the same name, from 1. */
export interface Placed extends ClipFacts {
  readonly q: string;
  readonly n: number;
}

/** All that a record's answers name, each once, in the order of recording. */
export const inOrder = (clips: readonly ClipAnswer[]): readonly Placed[] => {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  return clips.flatMap(({ q, value }) =>
    value.flatMap((facts) => {
      if (seen.has(facts.id)) return [];
      seen.add(facts.id);
      const n = (counts.get(inName(q)) ?? 0) + 1;
      counts.set(inName(q), n);
      return [{ ...facts, q, n }];
    }),
  );
};

/** `<record>.<question>.<place>.<ending>`. `record` is a record's id, which has only digits and a to f. */
export const clipFileName = (record: string, { q, n }: Pick<Placed, 'q' | 'n'>, type: ClipType): string => `${record}.${inName(q)}.${n}.${ENDINGS[type]}`;
