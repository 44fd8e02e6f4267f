/** The studio's state: what its screens show and what a person can do there. */
import { signal, type Signal } from '@preact/signals';
import type { Language } from '../../domain/language.ts';
import type { Speaker, StudioList, Take } from '../../domain/studio.ts';
import type { Voice } from '../../domain/voice.ts';
import type { StudioTexts } from '../../i18n/studio-texts.ts';
import type { StudioStore } from '../../store/studio.ts';
import type { Ear } from './ear.ts';
import { loadStudioTexts } from './load-texts.ts';
import type { ScreenName } from './screen-names.ts';

/** At the door: whether a staff link has opened the studio in this browser, and what stands in the way. */
export type Door = 'opening' | 'in' | 'none' | 'bad-link' | 'no-network';

export interface Studio {
  readonly store: StudioStore;
  readonly ear: Ear;
  readonly texts: Signal<StudioTexts>;
  readonly door: Signal<Door>;
  /** The council has closed it: what is here can still be handed on. */
  readonly isClosed: Signal<boolean>;
  readonly screen: Signal<ScreenName>;
  /** Whether it can be opened without a network. */
  readonly offline: Signal<'going' | 'ready' | 'failed'>;
  readonly lists: Signal<ReadonlyMap<Voice, StudioList>>;
  readonly speakers: Signal<readonly Speaker[]>;
  readonly takes: Signal<readonly Take[]>;
  /** Who speaks now. */
  readonly speaker: Signal<Speaker | undefined>;
  readonly go: (screen: ScreenName) => void;
  readonly language: (lang: Language) => Promise<void>;
  /** Reads again what lies in the store. */
  readonly look: () => Promise<void>;
  /** `2026-11-24`. */
  readonly today: () => string;
  /** Tries the link again that could not be sent for want of a network. */
  readonly knock: () => Promise<void>;
}

/** What every screen is handed. */
export interface ScreenProps {
  readonly studio: Studio;
}

const DAY_LETTERS = 10;

export interface StudioStart {
  readonly store: StudioStore;
  readonly ear: Ear;
  readonly texts: StudioTexts;
  readonly isIn: boolean;
  readonly knock: (studio: Studio) => Promise<void>;
}

export const makeStudio = ({ store, ear, texts, isIn, knock }: StudioStart): Studio => {
  const studio: Studio = {
    store,
    ear,
    texts: signal(texts),
    door: signal<Door>(isIn ? 'in' : 'none'),
    isClosed: signal(false),
    screen: signal<ScreenName>('home'),
    offline: signal<'going' | 'ready' | 'failed'>('going'),
    lists: signal<ReadonlyMap<Voice, StudioList>>(new Map()),
    speakers: signal<readonly Speaker[]>([]),
    takes: signal<readonly Take[]>([]),
    speaker: signal<Speaker | undefined>(undefined),
    go: (screen) => {
      ear.hush();
      studio.screen.value = screen;
    },
    language: async (lang) => {
      studio.texts.value = await loadStudioTexts(lang);
      // A browser that keeps nothing still shows the language that was asked for.
      await store.note({ lang }).catch(() => undefined);
    },
    look: async () => {
      const [desk, speakers, takes] = await Promise.all([store.desk(), store.speakers(), store.takes()]);
      studio.speakers.value = speakers;
      studio.takes.value = takes;
      studio.speaker.value = speakers.find(({ id }) => id === desk.speaker);
    },
    today: () => new Date().toISOString().slice(0, DAY_LETTERS),
    knock: () => knock(studio),
  };
  return studio;
};
