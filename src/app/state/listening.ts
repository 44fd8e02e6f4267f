/** Hearing the screen: what is read, when it begins, and everything that makes it fall silent. */
import { computed, effect, signal, untracked } from '@preact/signals';
import type { Voice } from '../../domain/voice.ts';
import { openBook } from '../voice/book.ts';
import { hushOn } from '../voice/hush-on.ts';
import type { Listening } from '../voice/listening.ts';
import { clipLoader } from '../voice/load-clip.ts';
import { makePlayer, type Utterance } from '../voice/player.ts';
import type { Reader } from '../voice/reader.ts';
import { stayAwake } from '../voice/stay-awake.ts';
import type { TwoButtons } from '../two-buttons.tsx';
import type { AppState } from './app-state.ts';
import { followNews, followReader, followScreen } from './follow-sound.ts';
import { keepingVoice } from './keeping-voice.ts';
import { offeredVoices } from './offered-voices.ts';
import { makeReading } from './reading.ts';

/** What the person needs to hear comes by ear and for the eye at once: one polite line. */
const tell = (text: string): void => {
  const live = document.getElementById('live');
  if (live) live.textContent = text;
};

/** What each of these voices sounds like: the question itself, "like this?". */
const sampled = async (samples: readonly (readonly [Voice, Element])[]): Promise<{ readonly heard: readonly Utterance[]; readonly computers: readonly Voice[] }> => {
  const books = await Promise.all(samples.map(([voice]) => openBook(voice, [])));
  const heard = samples.flatMap(([, of], index) => {
    const book = books[index];
    const clips = book?.clipsOfKey('welcome.like-this') ?? book?.clipsOfKey('welcome.title') ?? [];
    return [{ clips: [...clips, ...((book?.isComputer && book.clipsOfKey('listen.computer')) || [])], of }];
  });
  return { heard, computers: books.flatMap((book) => (book?.isComputer ? [book.voice] : [])) };
};

export const startListening = (app: AppState): Listening => {
  const reader = signal<Reader | undefined>(undefined);
  const isOpening = signal(true);
  const isSilent = signal(false);
  const waiting = signal<readonly Utterance[]>([]);
  const load = clipLoader();
  const awake = stayAwake();
  const keeping = keepingVoice();
  const player = makePlayer({
    sound: document.createElement('audio'),
    load,
    sleep: (ms) => new Promise((go) => setTimeout(go, ms)),
    onMissing: () => tell(app.texts.value.text('listen.missing')),
  });
  const reading = makeReading(app, player, reader, () => isSilent.value);
  const wants = computed(() => app.preferences.value.listen || app.preferences.value.twoButtons);
  let two: TwoButtons | undefined;
  let wasOffered = false;
  /** Each is another, though it says the same. */
  let problems = 0;
  /** Pressed while another book was being opened: it is read as soon as it is there. */
  let isWanted = false;

  /** A voice that lies on the phone costs nobody anything: its first clip is at hand before it is asked for. */
  const prepare = (): void => {
    const first = keeping.kept.value === 'yes' && player.state.value === 'quiet' ? reading.first() : undefined;
    if (first !== undefined) void load(first);
  };
  const onLeft = (): void => {
    player.hush();
    isOpening.value = true;
  };
  followReader(app, wants, onLeft, (opened) => {
    reader.value = opened;
    isOpening.value = false;
    void keeping.look(opened?.book).then(prepare);
  });
  followScreen(
    app,
    isOpening,
    () => {
      player.hush();
      waiting.value = [];
      reading.anew();
    },
    (name) => {
      if (two) two.arrive(name);
      else if (app.preferences.value.listen || isWanted) reading.page();
      isWanted = false;
      prepare();
    },
  );
  followNews(app, player, (selector) => {
    const news = wants.value && document.querySelector(selector);
    if (news && two && selector === '#problem') two.arrive(`problem ${(problems += 1)}`);
    else if (news) reading.part(news);
  });
  // Not fetched by anyone who does without.
  const isByTwo = computed(() => app.preferences.value.twoButtons);
  effect(() => {
    const isOn = isByTwo.value;
    two?.end();
    two = undefined;
    if (isOn) void import('../two-buttons.tsx').then(({ startTwoButtons }) => isByTwo.value && (two ??= startTwoButtons(app, reading)));
  });
  effect(() => player.slower(app.preferences.value.slower));
  effect(() => (player.state.value === 'speaking' ? awake.hold() : awake.release()));
  hushOn(player, {
    onReturn: () => {
      waiting.value = player.rest();
      tell(app.texts.value.text('listen.stopped'));
      reading.key('listen.stopped');
    },
    onChosen: (label) => {
      if (app.route.value.screen === 'welcome') return reading.page();
      if (app.preferences.value.listen && !two) reading.part(label);
    },
    onUnfolded: (fold) => {
      if (app.preferences.value.listen && !two && app.route.value.screen !== 'welcome') reading.part(fold);
    },
  });
  /** A screen reader's click is told once what the voice is for. Pausing needs no asking. */
  const offerFirst = (): boolean => {
    if (wasOffered || player.state.value === 'speaking') return false;
    wasOffered = true;
    tell(app.texts.value.text('listen.offer'));
    return true;
  };
  const readPage = (): void => {
    isWanted = isOpening.value;
    if (!isWanted) reading.page();
  };
  const goOnWith = (rest: readonly Utterance[]): void => {
    waiting.value = [];
    void player.say(rest);
  };

  return {
    canListen: computed(() => reader.value !== undefined),
    isComputer: computed(() => reader.value?.book.isComputer ?? false),
    isOther: reading.isOther,
    state: player.state,
    wasStopped: computed(() => waiting.value.length > 0),
    offered: offeredVoices(),
    kept: keeping.kept,
    bytes: computed(() => reader.value?.book.sets.flatMap(({ clips }) => clips).reduce((sum, { bytes }) => sum + bytes, 0) ?? 0),
    press: (isVirtual) => {
      if (isSilent.value || (isVirtual && offerFirst())) return;
      if (waiting.value.length > 0) return goOnWith(waiting.value);
      if (player.state.value === 'speaking') return player.pause();
      if (player.state.value === 'paused') return player.goOn();
      readPage();
    },
    again: (isVirtual) => {
      if (!isVirtual || !offerFirst()) readPage();
    },
    read: (part) => {
      if (wants.value) reading.part(part);
    },
    compare: async (samples) => {
      const { heard, computers } = await sampled(samples);
      if (!isSilent.value) void player.say(heard);
      return computers;
    },
    hush: (untilToldOtherwise = false) => {
      isSilent.value = untilToldOtherwise;
      untracked(player.hush);
    },
    keep: () => reader.value && keeping.keep(reader.value.book),
    remove: () => reader.value && keeping.remove(reader.value.book),
  };
};
