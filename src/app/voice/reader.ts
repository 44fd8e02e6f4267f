/** Reads with the voice that was chosen, and lets the text's own fill in where the first has nothing: never unmarked. */
import type { Texts } from '../../i18n/texts.ts';
import type { Book } from './book.ts';
import type { Utterance } from './player.ts';
import type { Speakable } from './speakable.ts';

export interface Reader {
  /** The voice that was chosen; where it can't be had at all, the one that fills in. */
  readonly book: Book;
  /** The one that fills in for it, where it is another. */
  readonly fillsIn: Book | undefined;
  /** Texts as they stand on the screen, in order, each with what it belongs to. One that has no clip is left out. */
  readonly utter: (texts: readonly Speakable[], words: Texts) => readonly Utterance[];
  /** Something that the app says by itself, whether it stands on the screen or not. */
  readonly utterKey: (key: string, of?: Element | null) => readonly Utterance[];
}

/** Texts of one option or paragraph follow one another without the ring moving. */
const together = (utterances: readonly Utterance[]): readonly Utterance[] => {
  const joined: Utterance[] = [];
  for (const each of utterances) {
    const last = joined.at(-1);
    if (last?.of === each.of && last?.isOther === each.isOther) joined[joined.length - 1] = { ...each, clips: [...last.clips, ...each.clips] };
    else joined.push(each);
  }
  return joined;
};

/** `wanted` is undefined where the chosen voice could not be opened; `own` is the voice of the text's language. */
export const readerOf = (wanted: Book | undefined, own: Book | undefined): Reader | undefined => {
  const book = wanted ?? own;
  if (book === undefined) return undefined;
  /** By whichever of the two can, the chosen one first. */
  const firstOf = (find: (by: Book) => readonly string[] | undefined, of: Element | null): readonly Utterance[] => {
    const clips = wanted && find(wanted);
    if (clips !== undefined) return [{ clips, of, isOther: false }];
    const filled = own && find(own);
    return filled === undefined ? [] : [{ clips: filled, of, isOther: true }];
  };
  return {
    book,
    fillsIn: own !== undefined && own.voice !== wanted?.voice ? own : undefined,
    utter: (texts, words) => together(texts.flatMap((each) => firstOf((by) => by.clipsOf(each, words), each.of))),
    utterKey: (key, of = null) => firstOf((by) => by.clipsOfKey(key), of),
  };
};
