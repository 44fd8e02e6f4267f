/** The voices that words can be heard in, and the list of clips that a voice has for an app or a conversation. */
import * as v from 'valibot';
import { LANGUAGE_NAMES, type Language } from './language.ts';
import { bad, good, type Result } from './result.ts';

/** Text and voice are two choices: most London Bangladeshis speak Sylheti, which is heard over Bengali text. */
export const VOICES = ['en', 'so', 'bn', 'syl'] as const;
export type Voice = (typeof VOICES)[number];

/** The text that a voice says. */
export const TEXT_OF: Readonly<Record<Voice, Language>> = { en: 'en', so: 'so', bn: 'bn', syl: 'bn' };

/** By their own names. */
export const VOICE_NAMES: Readonly<Record<Voice, string>> = { ...LANGUAGE_NAMES, syl: 'ছিলটি' };

/** Voices that a computer stands in for until people have spoken. There is none for Sylheti, and there will be none. */
export const COMPUTER_VOICES = ['en', 'so', 'bn'] as const;

/** By the app's keys: with these someone can find their way in, agree, go on, skip, be told of trouble, and keep the receipt. */
export const CORE_KEYS: readonly string[] = [
  'name', 'welcome.title', 'welcome.talk', 'welcome.like-this',
  'promise.you-tell', 'promise.council-decides', 'promise.can', 'promise.cannot', 'promise.hear-back', 'promise.notice',
  'dock.begin', 'dock.go-on', 'dock.back', 'dock.finish',
  'question.skip', 'about.rather-not',
  'review.title', 'review.quote', 'review.quote.count-only', 'review.quote.words-no-name', 'review.keep', 'review.keep.no', 'review.keep.yes', 'review.hand-in',
  'problem.title', 'problem.nothing-lost', 'problem.try-again',
  'done.title', 'done.device', 'done.received', 'done.code', 'done.code.help',
];

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));

/** A key of words, `_one` and `_other` for plurals, and `~2` for the second of its parts. */
export const CLIP_NAME_PATTERN = /^[a-z0-9][a-z0-9._-]*(?:~[1-9][0-9]?)?$/;
const clipName = v.pipe(v.string(), v.regex(CLIP_NAME_PATTERN, 'is no name of a clip'));

/** One recording of one prompt. What is null is not known, or is nobody's: a computer has no name and gives no consent. */
export const Clip = v.object({
  /** SHA-256 of the text, NFC and with its white space collapsed: a clip for another text is never played. */
  textHash: hash,
  /** SHA-256 of the file. */
  audioHash: hash,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  seconds: v.pipe(v.number(), v.minValue(0)),
  source: v.picklist(['human', 'computer']),
  /** Of a computer, which voice; of a person, how they speak, as `Sylheti, Moulvibazar`. */
  voice: v.string(),
  /** The name to be credited. */
  speaker: v.nullable(v.string()),
  /** The number with which a person takes their voice back; it leads to nobody's name. */
  speakerId: v.exactOptional(v.string()),
  /** Where and when the person agreed, as they said it; null only for a computer. */
  consent: v.nullable(v.string()),
  /** A day. None for a computer, or a second run would not give the same bytes. */
  recordedAt: v.nullable(v.string()),
  /** Who heard it without the text and approved it. */
  reviewedBy: v.nullable(v.string()),
  /** Of a computer: a short hash of the rules, the settings and the respelled text, so that a better rule is heard. */
  recipe: v.exactOptional(v.string()),
});
export type Clip = v.InferOutput<typeof Clip>;

/** `manifest.json` beside the clips: what one voice has for the app, a conversation or a shared set of questions. */
export const VoiceManifest = v.object({
  v: v.literal(1),
  voice: v.picklist(VOICES),
  clips: v.record(clipName, Clip),
  /** By key: the clips that make it up, and `{{date}}` where a value is said. A key that is not here is one clip of its own name. */
  sequences: v.record(v.string(), v.pipe(v.array(v.string()), v.readonly())),
  /** People's clips for words that have changed since: kept in `aside/`, never played, taken up again when the words come back. */
  aside: v.array(v.object({ name: clipName, clip: Clip })),
});
export type VoiceManifest = v.InferOutput<typeof VoiceManifest>;

/** A manifest as it was read, or where it is none. */
export const parseManifest = (value: unknown): Result<VoiceManifest, string> => {
  const parsed = v.safeParse(VoiceManifest, value);
  return parsed.success ? good(parsed.output) : bad(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`).join('; '));
};

const HASH_IN_NAME = 8;

/** A clip's file beside its manifest. The name changes with the sound, so that it may be cached for ever. */
export const clipFile = (name: string, clip: Pick<Clip, 'audioHash'>): string => `${name}.${clip.audioHash.slice(0, HASH_IN_NAME)}.mp3`;

/** What a clip's `textHash` is made over. */
export const textToHash = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ');

/** A voice without a computer's is offered only when people have spoken all that nobody can do without, and others approved it. */
export const isOffered = (manifest: VoiceManifest): boolean =>
  (COMPUTER_VOICES as readonly Voice[]).includes(manifest.voice) ||
  CORE_KEYS.every((key) => {
    const clips = (manifest.sequences[key] ?? [key]).filter((name) => !name.startsWith('{{')).map((name) => manifest.clips[name]);
    return clips.every((clip) => clip?.source === 'human' && clip.consent !== null && clip.reviewedBy !== null);
  });

/** What a shelf entry says of one voice, so that its size can be said before it is fetched. */
export interface ShelfVoice {
  /** Of `audio/<voice>/clips.json`, which has those of the clips. */
  readonly integrity: string;
  readonly bytes: number;
  readonly seconds: number;
}

const under = <T>(prefix: string, entries: Readonly<Record<string, T>>): [string, T][] => Object.entries(entries).map(([name, value]) => [prefix + name, value]);

/**
 * A pack's clips with those of its shared sets under `support.` and `about.`, as its published words are. What was
 * set aside is not published.
 */
export const publishedManifest = (pack: VoiceManifest, support: VoiceManifest, about: VoiceManifest): VoiceManifest => {
  const sets = [['', pack], ['support.', support], ['about.', about]] as const;
  return {
    v: 1,
    voice: pack.voice,
    clips: Object.fromEntries(sets.flatMap(([prefix, { clips }]) => under(prefix, clips))),
    sequences: Object.fromEntries(
      sets.flatMap(([prefix, { sequences }]) =>
        under(prefix, sequences).map(([key, names]) => [key, names.map((name) => (name.startsWith('{{') ? name : prefix + name))] as const),
      ),
    ),
    aside: [],
  };
};

/** One clip as a phone knows it: its file beside the list, seconds, the file's SHA-256 as browsers check it, bytes. */
const listed = v.tuple([v.string(), v.number(), v.string(), v.number()]);

/** What a phone fetches of a manifest: no hashes of texts, and nobody's name. */
export const ClipList = v.object({
  v: v.literal(1),
  voice: v.picklist(VOICES),
  /** A computer speaks here, wholly or in part: it is then called one, on the screen and by ear. */
  isComputer: v.boolean(),
  clips: v.record(v.string(), listed),
  sequences: v.record(v.string(), v.array(v.string())),
});
export type ClipList = v.InferOutput<typeof ClipList>;

/** A list as it was fetched; undefined for what is none. */
export const parseClipList = (value: unknown): ClipList | undefined => {
  const parsed = v.safeParse(ClipList, value);
  return parsed.success ? parsed.output : undefined;
};

/** `base64` turns hexadecimal digits into base64; domain has none of its own. */
export const clipListOf = (manifest: VoiceManifest, base64: (hex: string) => string): ClipList => ({
  v: 1,
  voice: manifest.voice,
  isComputer: Object.values(manifest.clips).some((clip) => clip.source === 'computer'),
  clips: Object.fromEntries(
    Object.entries(manifest.clips).map(([name, clip]) => [name, [clipFile(name, clip), clip.seconds, `sha256-${base64(clip.audioHash)}`, clip.bytes]]),
  ),
  sequences: Object.fromEntries(Object.entries(manifest.sequences).map(([key, names]) => [key, [...names]])),
});

/** Where a phone finds the list: beside the clips, in place of the manifest. */
export const CLIP_LIST_FILE = 'clips.json';
