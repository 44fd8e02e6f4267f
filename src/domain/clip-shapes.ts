/** What a clip's names and head must look like when they come from outside: anyone can have sealed anything. */
import * as v from 'valibot';
import { CLIP_VERSION, LARGEST_CLIP_BYTES, MEDIA, clipTypeOf, type ClipHead, type ClipId } from './clip.ts';
import { RECORD_ID_PATTERN } from './id.ts';
import { VOICES } from './voice.ts';

const clipId = v.pipe(v.string(), v.regex(RECORD_ID_PATTERN), v.transform((text) => text as ClipId));

/** How a header names a clip. Strict, as all of a header: a field that nobody here knows may change what the others mean. */
export const ClipInHeaderShape = v.strictObject({
  id: clipId,
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LARGEST_CLIP_BYTES)),
});

const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));

/** What was recorded for one question, as it lies among the answers. */
export const ClipAnswerShape = v.object({
  q: v.string(),
  kind: v.literal('clips'),
  value: v.array(v.object({ id: clipId, medium: v.picklist(MEDIA), seconds, lang: v.picklist(VOICES) })),
});

const Head = v.pipe(
  v.looseObject({
    v: v.literal(CLIP_VERSION),
    id: clipId,
    record: v.string(),
    pack: v.string(),
    q: v.string(),
    medium: v.picklist(MEDIA),
    type: v.string(),
    seconds,
    lang: v.picklist(VOICES),
  }),
  // Exactly one of the known types: it is what a browser is told.
  v.check(({ medium, type }) => clipTypeOf(medium, type) === type),
);

/** What stands at the head of an opened clip; undefined where it is none. */
export const readClipHead = (value: unknown): ClipHead | undefined => {
  const read = v.safeParse(Head, value);
  return read.success ? (read.output as unknown as ClipHead) : undefined;
};
