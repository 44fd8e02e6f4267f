/** Hearing the screen: what is read, when it begins, and everything that makes it fall silent. */
import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Voice } from '../../domain/voice.ts';
import { openBook, type Book, type SpokenPack } from '../voice/book.ts';
import { isKept, keepVoice, removeVoice } from '../voice/keep-voice.ts';
import type { KeptVoice, Listening } from '../voice/listening.ts';
import { clipLoader } from '../voice/load-clip.ts';
import { hushOn } from '../voice/hush-on.ts';
import { makePlayer, type Utterance } from '../voice/player.ts';
import { speakables } from '../voice/speakable.ts';
import { stayAwake } from '../voice/stay-awake.ts';
import type { AppState } from './app-state.ts';

/** What the person needs to hear comes by ear and for the eye at once: one polite line. */
const tell = (text: string): void => {
  const live = document.getElementById('live');
  if (live) live.textContent = text;
};

/** The packs whose words may be on the screen: the open one whole, of the others the title and who decides. */
const packsOnScreen = (app: AppState): readonly SpokenPack[] => {
  const { lang } = app.texts.value;
  const open = app.open.value;
  const others = app.shelf.value.filter((pack) => pack.id !== open?.pack.id && Object.keys(pack.voices ?? {}).length > 0);
  return [
    ...(open ? [{ id: open.pack.id, version: open.pack.version, words: open.words }] : []),
    ...others.map(({ id, version, words }) => ({ id, version, words: { title: words[lang]?.title ?? '', who: words[lang]?.who ?? '' } })),
  ];
};

/** Texts of one option or paragraph follow one another without the ring moving. */
const together = (utterances: readonly Utterance[]): readonly Utterance[] => {
  const joined: { clips: readonly string[]; of: Element | null }[] = [];
  for (const { clips, of } of utterances) {
    const last = joined.at(-1);
    if (last !== undefined && last.of === of) last.clips = [...last.clips, ...clips];
    else joined.push({ clips, of });
  }
  return joined;
};

const readable = (app: AppState, book: Book, root: Element): readonly Utterance[] =>
  together(
    speakables(root).flatMap((each) => {
      const clips = book.clipsOf(each, app.texts.value);
      return clips === undefined ? [] : [{ clips, of: each.of }];
    }),
  );

/** The bare look of what is being spoken; the ring itself is in the styles. */
const markSpoken = (at: ReadonlySignal<Element | null>): void => {
  let last: Element | null = null;
  effect(() => {
    last?.removeAttribute('data-spoken');
    last = at.value;
    last?.setAttribute('data-spoken', '');
    last?.scrollIntoView({ block: 'nearest' });
  });
};

const nameOfScreen = (app: AppState): string => {
  const route = app.route.value;
  return [route.screen, app.interview.value?.stop.value.place, app.finished.value?.answers.id, app.load.value === 'loading'].join(' ');
};

export const startListening = (app: AppState): Listening => {
  const book = signal<Book | undefined>(undefined);
  const kept = signal<KeptVoice>('no');
  const awake = stayAwake();
  const player = makePlayer({
    sound: document.createElement('audio'),
    load: clipLoader(),
    sleep: (ms) => new Promise((go) => setTimeout(go, ms)),
    onMissing: () => tell(app.texts.value.text('listen.missing')),
  });
  let isSilent = false;
  let wasToldOfComputer = false;
  let wasOffered = false;

  const computerSaysSo = (open: Book): readonly Utterance[] => {
    if (!open.isComputer || wasToldOfComputer) return [];
    wasToldOfComputer = true;
    const text = app.texts.value.text('listen.computer');
    return [{ clips: open.clipsOf({ text, isCode: false }, app.texts.value) ?? [], of: null }];
  };
  const readPage = (): void => {
    const open = book.value;
    const root = document.querySelector('#page main .stop');
    if (open && root && !isSilent) void player.say([...computerSaysSo(open), ...readable(app, open, root)]);
  };
  const readPart = (part: Element): void => {
    const open = book.value;
    if (open && app.preferences.value.listen && !isSilent) void player.say(readable(app, open, part));
  };

  // Another language, another conversation: another book, and silence first.
  let opening = 0;
  effect(() => {
    const voice: Voice = app.texts.value.lang;
    const packs = packsOnScreen(app);
    const mine = (opening += 1);
    untracked(player.hush);
    void openBook(voice, packs).then(async (opened) => {
      if (mine !== opening) return;
      book.value = opened;
      kept.value = opened && (await isKept(opened).catch(() => false)) ? 'yes' : 'no';
    });
  });
  // A new screen is read by itself to whoever asked for that.
  effect(() => {
    nameOfScreen(app);
    const isReady = book.value !== undefined;
    untracked(() => {
      player.hush();
      if (isReady && app.preferences.value.listen && app.load.value === 'ready') requestAnimationFrame(() => requestAnimationFrame(readPage));
    });
  });
  effect(() => player.slower(app.preferences.value.slower));
  effect(() => (player.state.value === 'speaking' ? awake.hold() : awake.release()));
  markSpoken(player.at);
  hushOn(player, () => tell(app.texts.value.text('listen.stopped')), readPart);

  return {
    canListen: computed(() => book.value !== undefined),
    isComputer: computed(() => book.value?.isComputer ?? false),
    state: player.state,
    kept,
    bytes: computed(() => book.value?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0),
    press: (isVirtual) => {
      if (player.state.value === 'speaking') return player.pause();
      if (player.state.value === 'paused') return isSilent ? undefined : player.goOn();
      if (isVirtual && !wasOffered) {
        wasOffered = true;
        return tell(app.texts.value.text('listen.offer'));
      }
      readPage();
    },
    again: readPage,
    read: readPart,
    hush: (untilToldOtherwise = false) => {
      isSilent = untilToldOtherwise;
      untracked(player.hush);
    },
    keep: () => {
      const open = book.value;
      if (open === undefined || typeof kept.value === 'number') return;
      kept.value = 0;
      void keepVoice(open, (part) => (kept.value = part)).then((isWhole) => (kept.value = isWhole ? 'yes' : 'failed'));
    },
    remove: () => {
      const open = book.value;
      if (open) void removeVoice(open.voice).then(() => (kept.value = 'no'));
    },
  };
};
