/** Everything that the screens show, as signals, and what they may ask for. */
import { signal, type Signal } from '@preact/signals';
import type { Draft } from '../../domain/draft.ts';
import type { Language } from '../../domain/language.ts';
import type { Pack, PackWords, ShelfPack } from '../../domain/pack.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Texts } from '../../i18n/texts.ts';
import { PREFERENCES_UNLESS_TOLD, type KeptReceipt, type Preferences } from '../../store/library.ts';
import type { DeliveryState } from '../../store/outbox.ts';
import type { Space } from '../../store/space.ts';
import type { TakenBackState } from '../../store/taken-back.ts';
import type { Route } from '../route.ts';
import type { Interview } from './interview.ts';
import { NOTHING_LEFT, type SendingProgress } from './sending-progress.ts';
import type { SpokenTo } from '../../domain/draft-clips.ts';
import type { ClipId } from '../../domain/clip.ts';
import type { RecordId } from '../../domain/id.ts';
import type { Listening } from '../voice/listening.ts';
import type { Speaking } from '../voice/speaking.ts';

/** A published conversation with its words in the language of the screen. */
export interface OpenPack {
  readonly pack: Pack;
  readonly words: PackWords;
}

/** What was just handed in. */
export interface Finished {
  readonly pack: OpenPack;
  readonly answers: KeptReceipt;
  readonly apart: readonly KeptReceipt[];
}

/** A line about what just happened, and how to take it back. */
export type Toast =
  | { readonly about: 'stopped-kept' | 'hidden' | 'hidden-gone' | 'update' | 'forgotten' | 'saved' }
  | { readonly about: 'stopped-deleted'; readonly draft: Draft }
  | { readonly about: 'taken-back'; readonly receipt: KeptReceipt }
  | { readonly about: 'too-late' };

export interface AppState {
  readonly texts: Signal<Texts>;
  readonly route: Signal<Route>;
  /** `ready`, still fetching, or why it could not be fetched. */
  readonly load: Signal<'ready' | 'loading' | Problem>;
  /** Today by this device's clock, `2026-11-23`; empty in the prerender, which knows no day. */
  readonly today: Signal<string>;
  readonly shelf: Signal<readonly ShelfPack[]>;
  /** The network could not be asked; what shows is what the device has. */
  readonly isStale: Signal<boolean>;
  readonly open: Signal<OpenPack | null>;
  readonly interview: Signal<Interview | null>;
  /** Whether a draft was here already when the conversation was opened. */
  readonly wasBegun: Signal<boolean>;
  readonly finished: Signal<Finished | null>;
  readonly drafts: Signal<readonly Draft[]>;
  readonly receipts: Signal<readonly KeptReceipt[]>;
  /** Words of conversations that are read back: by pack. */
  readonly library: Signal<ReadonlyMap<string, OpenPack>>;
  readonly delivery: Signal<ReadonlyMap<string, DeliveryState>>;
  /** How far taking back has come, by the id of what takes back or of what was taken back. */
  readonly takenBack: Signal<ReadonlyMap<RecordId, TakenBackState>>;
  readonly replies: Signal<readonly Reply[]>;
  readonly preferences: Signal<Preferences>;
  readonly space: Signal<Space>;
  readonly waiting: Signal<number>;
  /** How far a sending of many is. */
  readonly sending: Signal<SendingProgress>;
  readonly toast: Signal<Toast | null>;
  readonly problem: Signal<Problem | null>;
  /** An in-app browser, whose storage may be gone tomorrow. */
  readonly isInsideAnotherApp: Signal<boolean>;
  readonly canInstall: Signal<boolean>;
  /** Null until it has been fetched, well after the first screen. */
  readonly listening: Signal<Listening | null>;
  /** Whether this browser can record a voice; null until the app has begun, so that no page promises it too early. */
  readonly canSpeak: Signal<boolean | null>;
  /** Null until someone speaks, or has spoken here before. */
  readonly speaking: Signal<Speaking | null>;
  /** How many recordings of each record are on this device only. */
  readonly clipsWaiting: Signal<ReadonlyMap<RecordId, number>>;
  readonly act: Actions;
}

/** What a person can do besides answering. The prerender has none of it: its markup bears no handlers. */
export interface Actions {
  readonly go: (path: string) => void;
  /** "Speak my answer" was pressed. */
  readonly speak: (to: SpokenTo) => void;
  /** Brings what recordings and pictures take, before anything is pressed. */
  readonly openSpeaking: () => void;
  /** A picture of one's own, from this phone. */
  readonly pictureOf: (clip: ClipId) => Promise<Blob | undefined>;
  /** Plays a recording of one's own, or stops it. */
  readonly play: (clip: ClipId) => void;
  readonly language: (lang: Language) => void;
  readonly stopAndKeep: () => void;
  readonly stopAndDelete: () => void;
  readonly undo: () => void;
  readonly beginAgain: () => void;
  readonly tryAgain: () => void;
  readonly tellMe: (reach: string) => Promise<Problem | null>;
  readonly hide: (receipt: KeptReceipt) => void;
  readonly dropCopy: (receipt: KeptReceipt) => void;
  readonly takeBack: (receipt: KeptReceipt) => void;
  /** Gives what is kept here of it, or what stood in the way. */
  readonly takeBackByCode: (typed: string) => Promise<KeptReceipt | Problem>;
  /** Answers again, in the place of these. */
  readonly correct: (receipt: KeptReceipt) => void;
  readonly prefer: (change: Partial<Preferences>) => void;
  readonly forget: () => void;
  readonly takeUpdate: () => void;
  readonly dismiss: () => void;
  readonly install: () => void;
  readonly leave: () => void;
}

export const makeAppState = (texts: Texts, route: Route, act: Actions): AppState => ({
  texts: signal(texts),
  route: signal(route),
  load: signal('ready'),
  today: signal(''),
  shelf: signal([]),
  isStale: signal(false),
  open: signal(null),
  interview: signal(null),
  wasBegun: signal(false),
  finished: signal(null),
  drafts: signal([]),
  receipts: signal([]),
  library: signal(new Map()),
  delivery: signal(new Map()),
  takenBack: signal(new Map()),
  replies: signal([]),
  preferences: signal(PREFERENCES_UNLESS_TOLD),
  space: signal({ usedBytes: 0, promised: false }),
  waiting: signal(0),
  sending: signal(NOTHING_LEFT),
  toast: signal(null),
  problem: signal(null),
  isInsideAnotherApp: signal(false),
  canInstall: signal(false),
  listening: signal(null),
  canSpeak: signal(null),
  speaking: signal(null),
  clipsWaiting: signal(new Map()),
  act,
});
