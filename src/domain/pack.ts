/** A conversation as a device gets it: what is offered, who decides, and the questions. Structure only; words apart. */
import type { PackId } from './id.ts';
import type { PackSourceValue } from './pack-source.ts';
import type { Question, QuestionSet } from './question.ts';
import type { ShelfVoice, Voice } from './voice.ts';

/** A pack as a device gets it: published, with a number and a hash, its question sets in their places. */
export interface Pack extends Omit<PackSourceValue, 'support' | 'aboutYou' | 'questions'> {
  readonly version: PackVersion;
  readonly support: QuestionSet;
  readonly aboutYou: QuestionSet;
  readonly questions: readonly Question[];
}

export interface PackVersion {
  /** 1 for the first that was published, then one more each time. */
  readonly number: number;
  /** First 16 hexadecimal digits of SHA-256 over everything published with it. */
  readonly hash: string;
}

/** As it stands in a path: `3-0f4a...`. */
export const versionName = (version: PackVersion): string => `${version.number}-${version.hash}`;

/** Words of a pack in one language: flat keys. */
export type PackWords = Readonly<Record<string, string>>;

/** What stands under `/packs/`: the conversations that are open, and what a device must fetch to have one whole. */
export interface Shelf {
  readonly v: 1;
  readonly packs: readonly ShelfPack[];
}
export interface ShelfPack {
  readonly id: PackId;
  readonly version: PackVersion;
  readonly picture: string;
  readonly example: boolean;
  readonly closes: string;
  readonly replyBy: string;
  /** By language: the title, and who decides, in one sentence. */
  readonly words: Readonly<Record<string, { readonly title: string; readonly who: string }>>;
  /** Every file of the version, below `/packs/<id>/<version>/`, with its SHA-256 in base64. */
  readonly files: readonly { readonly path: string; readonly integrity: string; readonly bytes: number }[];
  /** Each fetched only when someone asks for it, and then whole or not at all. */
  readonly voices: Readonly<Partial<Record<Voice, ShelfVoice>>>;
}
