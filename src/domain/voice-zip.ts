/** What the studio hands on, to the council or to another phone: one zip with `voices.json`, clips, and how each speaker agreed. */
import * as v from 'valibot';
import { CLIP_NAME_PATTERN, VOICES } from './voice.ts';

export const VOICES_FILE = 'voices.json';

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'is no day'));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));
const SPEAKER_ID_PATTERN = /^[0-9a-f]{8}$/;
const speakerId = v.pipe(v.string(), v.regex(SPEAKER_ID_PATTERN, 'is no speaker’s number'));
/** No line ends: these words stand in manifests, and nothing else. */
const line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80), v.regex(/^[^\p{Cc}]*$/u, 'has signs that are no letters'));
const path = v.pipe(v.string(), v.maxLength(200));

export const ZipSpeaker = v.object({
  id: speakerId,
  voice: v.picklist(VOICES),
  way: line,
  credit: v.nullable(line),
  agreedOn: day,
  /** The recording in which they agree. */
  consent: path,
});
export type ZipSpeaker = v.InferOutput<typeof ZipSpeaker>;

export const ZipClip = v.object({
  file: path,
  voice: v.picklist(VOICES),
  shelf: v.pipe(v.string(), v.regex(/^(?:sets\/)?[a-z][a-z0-9-]{0,39}$/, 'is no place for clips')),
  name: v.pipe(v.string(), v.regex(CLIP_NAME_PATTERN, 'is no name of a clip')),
  textHash: hash,
  speaker: speakerId,
  recordedOn: day,
  /** Null where it goes to another phone for a second person to hear. */
  reviewedBy: v.nullable(line),
});
export type ZipClip = v.InferOutput<typeof ZipClip>;

/** Entries are read one by one, so that a bad one stands in nobody's way. */
const VoicesFile = v.object({ v: v.literal(1), speakers: v.array(v.unknown()), clips: v.array(v.unknown()) });
export interface VoicesFile {
  readonly v: 1;
  readonly speakers: readonly unknown[];
  readonly clips: readonly unknown[];
}

export const parseVoicesFile = (value: unknown): VoicesFile | undefined => {
  const parsed = v.safeParse(VoicesFile, value);
  return parsed.success ? parsed.output : undefined;
};

const whyNot = (issues: readonly v.BaseIssue<unknown>[]): string => issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`).join('; ');

/** The speaker, or why it is none. */
export const parseZipSpeaker = (value: unknown): ZipSpeaker | string => {
  const parsed = v.safeParse(ZipSpeaker, value);
  return parsed.success ? parsed.output : whyNot(parsed.issues);
};

export const parseZipClip = (value: unknown): ZipClip | string => {
  const parsed = v.safeParse(ZipClip, value);
  return parsed.success ? parsed.output : whyNot(parsed.issues);
};

/** A number as people write it down, `3f9a-27c1`, or as it is kept; undefined for what is none. */
export const readSpeakerId = (text: string): string | undefined => {
  const id = text.trim().toLowerCase().replaceAll('-', '');
  return SPEAKER_ID_PATTERN.test(id) ? id : undefined;
};

/** Nothing in a zip of ours has such a name: it would leave the folder that it is put in, or hide. One that begins with `/` has an empty part. */
export const isStrangePath = (name: string): boolean => /[\\:\p{Cc}]/u.test(name) || name.split('/').some((part) => part === '..' || part === '.' || part === '');
