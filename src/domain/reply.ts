/** "You said, we did": what the council answers to everyone who took part. */
import * as v from 'valibot';
import { LANGUAGES, type Language } from './language.ts';

/** One language's words. `didNot` may be empty: not everything has a part that was refused. */
const words = v.strictObject({ said: v.string(), did: v.string(), didNot: v.string() });

export const Reply = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  pack: v.string(),
  /** ISO time of the council's clock. */
  publishedAt: v.string(),
  words: v.record(v.picklist(LANGUAGES), v.optional(words)),
});
export type Reply = v.InferOutput<typeof Reply>;

/** What `/v1/replies` gives: every published reply to the packs that were asked after, newest first. */
export const Replies = v.looseObject({ v: v.literal(1), replies: v.array(Reply) });

export type ReplyWords = v.InferOutput<typeof words>;

/** The words in this language, or in English where there are none, with the language that they are really in. */
export const replyWords = (reply: Reply, lang: Language): { readonly lang: Language; readonly words: ReplyWords } | undefined => {
  for (const each of [lang, ...LANGUAGES]) {
    const found = reply.words[each];
    if (found !== undefined) return { lang: each, words: found };
  }
  return undefined;
};
