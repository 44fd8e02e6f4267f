/** A recording or a picture that is part of an answer: too large for a record, so it travels by itself, in pieces. */
import { toHex, type Branded, type PackId, type QuestionId, type RecordId } from './id.ts';
import type { Voice } from './voice.ts';

/** 128 random bits as 32 hexadecimal digits, like a record's id; drawn when the recording begins. */
export type ClipId = Branded<string, 'ClipId'>;

/** The version of the sealed file's insides. Every version ever released stays readable. */
export const CLIP_VERSION = 1;

export const MEDIA = ['sound', 'picture'] as const;
export type Medium = (typeof MEDIA)[number];

/**
 * What may be played or shown at the council, by its exact type: it is given to a browser only as one of these, from
 * `blob:`. Recorders write the sounds (Chromium and Firefox webm or ogg, Safari mp4); pictures are always drawn anew.
 */
export const CLIP_TYPES = {
  sound: ['audio/webm', 'audio/ogg', 'audio/mp4'],
  picture: ['image/jpeg', 'image/png'],
} as const satisfies Record<Medium, readonly string[]>;
export type ClipType = (typeof CLIP_TYPES)[Medium][number];

/** In an answer: enough to count what has not been listened to yet, and nothing of what was said. */
export interface ClipFacts {
  readonly id: ClipId;
  readonly medium: Medium;
  /** Of a sound, to a tenth; of a picture 0. */
  readonly seconds: number;
  /** The voice that the app spoke in: what was said may be in another language, and a listener can say so. */
  readonly lang: Voice;
}

/**
 * What a person recorded for one question, in the order of recording. It stands beside an answer in words to the same
 * question, not in its place: the words under a picture are its caption. For ever, as every shape of an answer.
 */
export interface ClipAnswer {
  readonly q: QuestionId;
  readonly kind: 'clips';
  readonly value: readonly ClipFacts[];
}

/** In a support record: how to reach someone, said instead of written. No question of a set bears this id. */
export const REACH = 'reach' as QuestionId;

/** In a record's header: what the council has to wait for, and how it knows that it has it whole. */
export interface ClipInHeader {
  readonly id: ClipId;
  /** Over the sealed file, see `clipDigestOf`. 64 hexadecimal digits. */
  readonly digest: string;
  /** Of the sealed file. */
  readonly bytes: number;
}

/** The first thing inside the sealed file, as JSON: age binds no outside data, so it says where it belongs. */
export interface ClipHead {
  readonly v: typeof CLIP_VERSION;
  readonly id: ClipId;
  readonly record: RecordId;
  readonly pack: PackId;
  readonly q: QuestionId;
  readonly medium: Medium;
  readonly type: ClipType;
  readonly seconds: number;
  readonly lang: Voice;
}

/** The sealed file is cut here, on the device, on the wire and at the council; only the last piece is shorter. */
export const CLIP_PIECE_BYTES = 256 * 1024;

/** Five minutes of speech at the most that any recorder makes of it, and every picture that was shrunk first. */
export const LARGEST_CLIP_BYTES = 8 * 1024 * 1024;
/** Of one record. */
export const MOST_CLIPS = 40;
/** A person may go on in another clip. */
export const LONGEST_CLIP_SECONDS = 300;
/** When a person who is speaking is told that the time is nearly over. */
export const SOON_OVER_SECONDS = LONGEST_CLIP_SECONDS - 30;

/** `random` is the Env's. */
export const drawClipId = (random: (bytes: number) => Uint8Array): ClipId => toHex(random(16)) as ClipId;

/** `audio/webm;codecs=opus`, as recorders say it, without what a player finds out by itself; undefined for anything else. */
export const clipTypeOf = (medium: Medium, type: string): ClipType | undefined => {
  const bare = type.split(';')[0]?.trim().toLowerCase();
  return CLIP_TYPES[medium].find((each) => each === bare);
};
