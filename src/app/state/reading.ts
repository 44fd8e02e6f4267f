/** Reading aloud what stands on the screen, with what must be said of the voice itself before it. */
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Player, Utterance } from '../voice/player.ts';
import type { Reader } from '../voice/reader.ts';
import { speakables, type Speakable } from '../voice/speakable.ts';
import type { AppState } from './app-state.ts';

export interface Reading {
  /** On this screen another voice has filled in. */
  readonly isOther: ReadonlySignal<boolean>;
  /** These texts, and after them what the app says by itself. */
  readonly texts: (texts: readonly Speakable[], then?: readonly string[]) => void;
  readonly part: (part: Element) => void;
  /** The whole screen, and the way on at its foot, which a person who can't read must know of. */
  readonly page: () => void;
  /** The clip that would be heard first, so that it can be at hand. */
  readonly first: () => string | undefined;
  /** Something that the app says by itself. */
  readonly key: (key: string) => void;
  /** Another screen: what was said of the voice on the last one is said again. */
  readonly anew: () => void;
}

/** What is read of a screen, in order. */
const WHOLE = ['#page main .stop', '#page main .dock .go'];

/** What is being spoken bears a mark; the ring itself is in the styles. */
const markSpoken = ({ now }: Player, isOther: { value: boolean }): void => {
  let last: Element | null = null;
  effect(() => {
    last?.removeAttribute('data-spoken');
    last = now.value?.of ?? null;
    last?.setAttribute('data-spoken', now.value?.isOther ? 'other' : '');
    last?.scrollIntoView({ block: 'nearest' });
    if (now.value?.isOther && last !== null) untracked(() => (isOther.value = true));
  });
};

const onScreen = (): readonly Speakable[] => WHOLE.flatMap((each) => Array.from(document.querySelectorAll(each), speakables)).flat();

/** A computer is called one once, before it first speaks; that another voice fills in is said on each screen where it does. */
const notesOnVoice = () => {
  let toldOfComputer = false;
  let toldOfOther = false;
  const computer = ({ book, utterKey }: Reader): readonly Utterance[] => (book.isComputer && !toldOfComputer ? utterKey('listen.computer') : []);
  const other = ({ fillsIn, utterKey }: Reader): readonly Utterance[] =>
    ['listen.other', ...(fillsIn?.isComputer ? ['listen.computer'] : [])].flatMap((key) => utterKey(key)).map((each) => ({ ...each, isOther: true }));
  return {
    computer,
    anew: () => {
      toldOfOther = false;
    },
    put: (open: Reader, utterances: readonly Utterance[]): readonly Utterance[] => {
      const first = computer(open);
      toldOfComputer ||= open.book.isComputer;
      const at = utterances.findIndex((each) => each.isOther);
      if (at === -1 || toldOfOther) return [...first, ...utterances];
      toldOfOther = true;
      return [...first, ...utterances.slice(0, at), ...other(open), ...utterances.slice(at)];
    },
  };
};

export const makeReading = (app: AppState, player: Player, reader: ReadonlySignal<Reader | undefined>, isSilent: () => boolean): Reading => {
  const isOther = signal(false);
  const notes = notesOnVoice();
  markSpoken(player, isOther);
  const say = (open: Reader, utterances: readonly Utterance[]): void => {
    // Where there is nothing to say, what was said before was of something else.
    if (isSilent() || utterances.length === 0) player.hush();
    else void player.say(notes.put(open, utterances));
  };
  const texts: Reading['texts'] = (all, then = []) => {
    const open = reader.peek();
    if (open) say(open, [...open.utter(all, app.texts.peek()), ...then.flatMap((key) => open.utterKey(key))]);
  };
  return {
    isOther,
    texts,
    part: (part) => texts(speakables(part)),
    page: () => texts(onScreen()),
    first: () => {
      const open = reader.peek();
      return open && [...notes.computer(open), ...open.utter(onScreen(), app.texts.peek())][0]?.clips[0];
    },
    key: (key) => texts([], [key]),
    anew: () => {
      notes.anew();
      isOther.value = false;
    },
  };
};
