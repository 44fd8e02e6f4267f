/** The voice studio's nouns: what there is to say in a voice, who speaks, and one recording of one prompt. */
import * as v from 'valibot';
import { VOICES, type Voice } from './voice.ts';

/** The council's addresses for the studio. The link's secret stands behind a `#`, which no browser sends to anyone. */
export const STUDIO = { page: '/studio', enter: '/studio/enter', words: '/studio/words/', texts: '/studio/texts/' } as const;

/** Long enough to reach someone who looks at their messages once a week. */
export const STUDIO_LINK_DAYS = 7;

/** One thing to say. */
export const StudioPrompt = v.object({
  /** `app`, `visitor-parking` or `sets/support-1`. */
  shelf: v.string(),
  name: v.string(),
  text: v.string(),
  textHash: v.string(),
  /** Nobody can find their way without it: these come first. */
  isCore: v.boolean(),
  /** Something follows in the same sentence. */
  goesOn: v.boolean(),
  /** The whole text in English, where the voice speaks another language. */
  english: v.exactOptional(v.string()),
  /** For whoever translates or speaks it, in English. */
  note: v.exactOptional(v.string()),
  /** What it sounds like now. */
  now: v.exactOptional(v.object({ file: v.string(), isComputer: v.boolean() })),
});
export type StudioPrompt = v.InferOutput<typeof StudioPrompt>;

/** All that there is to say in one voice, in the order in which it is asked for. */
export const StudioList = v.object({ v: v.literal(1), voice: v.picklist(VOICES), prompts: v.array(StudioPrompt) });
export type StudioList = v.InferOutput<typeof StudioList>;

/** A list as it was fetched; undefined for what is none. */
export const parseStudioList = (value: unknown): StudioList | undefined => {
  const parsed = v.safeParse(StudioList, value);
  return parsed.success ? parsed.output : undefined;
};

/** Someone who lends a voice, as they agreed to it. */
export interface Speaker {
  /** Drawn at random. With it the voice can be taken back, also by someone who gave no name. */
  readonly id: string;
  readonly voice: Voice;
  /** How they speak, in their words: `Sylheti, Moulvibazar`. */
  readonly way: string;
  /** The name to be credited; null for none. */
  readonly credit: string | null;
  /** A day. */
  readonly agreedOn: string;
}

/** A speaker's number as people write it down: `3f9a-27c1`. */
export const showId = (id: string): string => id.replace(/(.{4})(?=.)/g, '$1-');

/** One recording of one prompt, as the studio keeps it. */
export interface Take {
  readonly voice: Voice;
  readonly shelf: string;
  readonly name: string;
  readonly text: string;
  readonly textHash: string;
  /** The speaker's id. */
  readonly speaker: string;
  /** A day. */
  readonly recordedOn: string;
  readonly seconds: number;
  /** `again`: a second person has heard it and would like it once more. */
  readonly state: 'spoken' | 'approved' | 'again';
  /** Who heard it without seeing the text. */
  readonly reviewedBy: string | null;
}

/** What names a prompt in the studio. */
export const takeId = ({ voice, shelf, name }: Pick<Take, 'voice' | 'shelf' | 'name'>): string => `${voice} ${shelf} ${name}`;

/** How far one voice is: spoken and approved, of all. */
export interface Progress {
  readonly core: { readonly done: number; readonly all: number };
  readonly every: { readonly done: number; readonly all: number };
}

/** A prompt counts when a person's clip for these very words is in the app already, or here and approved. */
export const progressOf = (list: StudioList, takes: readonly Take[]): Progress => {
  const approved = new Set(takes.filter(({ state }) => state === 'approved').map((take) => `${takeId(take)} ${take.textHash}`));
  const isDone = (prompt: StudioPrompt): boolean => prompt.now?.isComputer === false || approved.has(`${takeId({ ...prompt, voice: list.voice })} ${prompt.textHash}`);
  const count = (prompts: readonly StudioPrompt[]) => ({ done: prompts.filter(isDone).length, all: prompts.length });
  return { core: count(list.prompts.filter(({ isCore }) => isCore)), every: count(list.prompts) };
};
