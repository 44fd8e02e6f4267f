/** The questions that a pack can ask. Structure only: their words stand in the pack's word files. */
import type { OptionId, QuestionId } from './id.ts';

export interface Option {
  readonly id: OptionId;
  /** A picture by name; the app draws it. Together with `shape` it lets a voice say "the round one". */
  readonly picture?: PictureName;
  /** Of a long list: the heading under which it stands. */
  readonly group?: string;
  /** A local option that counts as exactly one standard category, so that figures stay comparable. */
  readonly rollsUpTo?: OptionId;
  /** Choosing this one empties the rest: "none of these". */
  readonly alone?: boolean;
  /** It has `pro`, `con` and `who` words: what speaks for it, against it, and whom it touches. */
  readonly weighed?: boolean;
}

interface Asked {
  readonly id: QuestionId;
  /** Asked only when an earlier question was answered with one of these. */
  readonly when?: { readonly q: QuestionId; readonly is: readonly OptionId[] };
  /** What the question goes after. The first question of a pack asks for outcomes, never for services. */
  readonly about?: 'outcome' | 'impact' | 'option' | 'other';
}

export interface ChooseOne extends Asked {
  readonly kind: 'choose-one';
  readonly options: readonly Option[];
}
export interface ChooseMany extends Asked {
  readonly kind: 'choose-many';
  readonly options: readonly Option[];
}
export interface Scale extends Asked {
  readonly kind: 'scale';
  readonly scale: string;
  /** How many steps; 1 is the first. */
  readonly steps: number;
}
/** Besides writing and speaking, which are always there. */
export const ALSO = ['photo', 'draw'] as const;
export interface Words extends Asked {
  readonly kind: 'words';
  /** A photograph or a drawing may be added; the words, written or spoken, are its caption. */
  readonly also?: readonly (typeof ALSO)[number][];
}

export type Question = ChooseOne | ChooseMany | Scale | Words;
export type QuestionKind = Question['kind'];

/** A set of questions that several packs share: about you, or what support you need. Versioned by its id. */
export interface QuestionSet {
  readonly id: string;
  readonly asOf: string;
  readonly questions: readonly (Question & { readonly source: string; readonly status: string })[];
}

/** The pictures that the app can draw. A pack names one; a name that is not here is a fault in the pack. */
export const PICTURE_NAMES = [
  'phone', 'paper', 'people', 'screen', 'post', 'visitor', 'carer', 'tools', 'parcel', 'car', 'home', 'heart', 'clock',
  'coins', 'shop', 'help', 'keep', 'none', 'talk', 'council', 'listen', 'read', 'large-text', 'sign', 'ramp', 'travel',
  'child', 'quiet', 'interpreter', 'women', 'pray', 'friend', 'other', 'ticket', 'reply',
] as const;
export type PictureName = (typeof PICTURE_NAMES)[number];
