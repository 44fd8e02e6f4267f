/** Keeping a voice on the phone, as the screens see it: how much is here, and going on by itself when the network is back. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Book } from '../voice/book.ts';
import { howMuchIsKept, keepVoice, removeVoice } from '../voice/keep-voice.ts';
import type { KeptVoice } from '../voice/listening.ts';

export interface KeepingVoice {
  readonly kept: ReadonlySignal<KeptVoice>;
  /** Another book is open: is it here? */
  readonly look: (book: Book | undefined) => Promise<void>;
  readonly keep: (book: Book) => void;
  readonly remove: (book: Book) => void;
}

const AS_KEPT = { all: 'yes', part: 'part', none: 'no' } as const;

export const keepingVoice = (): KeepingVoice => {
  const kept = signal<KeptVoice>('no');
  /** Cut off in the middle: it goes on from there, without another tap. */
  let cutOff: Book | undefined;
  const isFetching = (): boolean => typeof kept.value === 'number';
  const keep = (book: Book): void => {
    if (isFetching()) return;
    cutOff = undefined;
    kept.value = 0;
    void keepVoice(book, (part) => (kept.value = part)).then((how) => {
      kept.value = ({ all: 'yes', cut: 'part', full: 'full' } as const)[how];
      if (how === 'cut') cutOff = book;
    });
  };
  addEventListener('online', () => cutOff && keep(cutOff));
  return {
    kept,
    look: async (book) => {
      if (isFetching()) return;
      const found = book && AS_KEPT[await howMuchIsKept(book).catch(() => 'none' as const)];
      if (!isFetching()) kept.value = found ?? 'no';
    },
    keep,
    remove: (book) => {
      cutOff = undefined;
      void removeVoice(book.voice).then(() => (kept.value = 'no'));
    },
  };
};
