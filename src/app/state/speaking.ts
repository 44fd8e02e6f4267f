/** Speaking an answer: from the first tap to a recording that is kept, heard, said again or deleted. */
import { computed, effect, signal, untracked } from '@preact/signals';
import { MOST_CLIPS, type ClipFacts, type ClipId } from '../../domain/clip.ts';
import { clipCount, clipsTo, type SpokenTo } from '../../domain/draft-clips.ts';
import { problem as problemOf, type Problem } from '../../domain/problem.ts';
import type { Recordings } from '../../store/recordings.ts';
import { refusal } from '../../store/refused.ts';
import { ownPlayer } from '../voice/play-own.ts';
import type { Ended } from '../voice/record.ts';
import { isTo, type Loose, type Speaking, type Take } from '../voice/speaking.ts';
import type { AppState } from './app-state.ts';
import { cutOff, factsOf } from './cut-off.ts';
import { putBack, takeOff, type Deleted } from './deleted-recordings.ts';
import type { TakeTools, Taking } from './take.ts';

/** A phone that filled up in the middle has kept what came before, and that is said. */
const problemIn = (why: Ended): Problem | undefined => {
  if (typeof why !== 'object') return undefined;
  const refused = refusal(why.refused);
  return refused.code === 'phone-full' ? problemOf('recording-full', undefined, refused.detail) : refused;
};

/** Once, whichever tab it was kept in. */
const adding = (facts: ClipFacts) => (now: readonly ClipFacts[]): readonly ClipFacts[] => (now.some(({ id }) => id === facts.id) ? now : [...now, facts]);

export const startSpeaking = (app: AppState, recordings: Recordings, tools: Pick<TakeTools, 'env' | 'touch'>): Speaking => {
  const take = signal<Take | null>(null);
  const [seconds, level] = [signal(0), signal(0)];
  const loose = signal<readonly Loose[]>([]);
  const deleted = signal<Deleted | null>(null);
  const problem = signal<{ readonly to: SpokenTo; readonly problem: Problem } | null>(null);
  const player = ownPlayer(recordings, document.createElement('audio'));
  let taking: Taking | undefined;
  let wasExplained = false;

  const say = (to: SpokenTo, trouble: Problem): void => {
    problem.value = { to, problem: trouble };
  };
  const orSay = (to: SpokenTo, work: Promise<unknown>): void => void work.catch((error: unknown) => say(to, refusal(error)));
  const over = async (to: SpokenTo, id: ClipId, why: Ended): Promise<void> => {
    taking = undefined;
    const recording = await recordings.recording(id).catch(() => undefined);
    app.listening.value?.hush(false);
    if (recording !== undefined && recording.pieces > 0) loose.value = [...loose.value, { to, facts: factsOf(recording), why: typeof why === 'string' ? why : 'stopped' }];
    else await recordings.drop([id]).catch(() => undefined);
    take.value = null;
    const trouble = problemIn(why);
    if (trouble) say(to, trouble);
  };
  const quiet = (): void => {
    player.stop();
    problem.value = null;
    deleted.value = null;
  };
  const start = async (to: SpokenTo): Promise<void> => {
    const interview = app.interview.value;
    if (interview === null || taking !== undefined || take.value?.at === 'asking') return;
    wasExplained = true;
    quiet();
    take.value = { to, at: 'asking' };
    app.listening.value?.hush(true);
    const { startTake } = await import('./take.ts').catch(() => ({ startTake: undefined }));
    const isWanted = (): boolean => take.value?.at === 'asking' && isTo(take.value.to, to);
    const started = startTake === undefined ? undefined : await startTake({ ...tools, recordings, seconds, level, isWanted, lang: app.preferences.value.voice ?? app.texts.value.lang, onEnd: (id, why) => void over(to, id, why) }, interview, to);
    if (started?.ok) {
      taking = started.value;
      take.value = { to, at: 'recording' };
      return;
    }
    app.listening.value?.hush(false);
    if (isWanted()) take.value = null;
    if (started?.problem !== null) say(to, started?.problem ?? problemOf('could-not-load'));
  };
  const leave = (): void => {
    if (take.value === null || taking !== undefined) return;
    take.value = null;
    app.listening.value?.hush(false);
  };
  const picture = async (to: SpokenTo, file: Blob): Promise<void> => {
    const interview = app.interview.value;
    if (interview === null) return;
    quiet();
    if (clipCount(interview.draft.value, to.part) >= MOST_CLIPS) return say(to, problemOf('recordings-enough'));
    const { keepPicture } = await import('./keep-picture.ts');
    const kept = await keepPicture({ ...tools, recordings, lang: app.preferences.value.voice ?? app.texts.value.lang }, interview, to, file);
    if (!kept.ok) return say(to, kept.problem);
    interview.clips(to, adding(kept.value));
  };
  const keep = ({ to, facts }: Loose): void => {
    const interview = app.interview.value;
    if (interview === null) return;
    interview.clips(to, adding(facts));
    loose.value = loose.value.filter((each) => each.facts.id !== facts.id);
    orSay(to, recordings.keep(facts.id));
  };
  const look = async (): Promise<void> => {
    const found = await cutOff(app, recordings).catch(() => []);
    const here = new Set(loose.value.map(({ facts }) => facts.id));
    loose.value = [...loose.value, ...found.filter(({ facts }) => !here.has(facts.id))];
  };
  const remove = async (to: SpokenTo, id: ClipId): Promise<void> => {
    const interview = app.interview.value;
    if (interview === null) return;
    quiet();
    const wasKept = clipsTo(interview.draft.value, to).some((each) => each.id === id);
    const gone = await takeOff(recordings, to, id, wasKept);
    if (wasKept) interview.clips(to, (now) => now.filter((each) => each.id !== id));
    loose.value = loose.value.filter((each) => each.facts.id !== id);
    deleted.value = gone ?? null;
  };
  const undo = async (): Promise<void> => {
    const gone = deleted.value;
    const interview = app.interview.value;
    if (gone === null || interview === null) return;
    await putBack(recordings, gone);
    deleted.value = null;
    if (gone.wasKept) interview.clips(gone.to, adding(factsOf(gone.recording)));
    else loose.value = [...loose.value, { to: gone.to, facts: factsOf(gone.recording), why: 'stopped' }];
  };

  // Another stop, another screen: what goes on is over, what plays is quiet, and what was deleted is gone.
  const place = computed(() => `${app.route.value.screen} ${app.interview.value?.stop.value.place}`);
  effect(() => {
    void place.value;
    untracked(() => {
      taking?.stop('away');
      leave();
      quiet();
    });
  });
  // Another conversation has other recordings.
  effect(() => {
    const interview = app.interview.value;
    untracked(() => {
      loose.value = [];
      if (interview !== null) void look();
    });
  });
  effect(() => {
    if (app.listening.value?.state.value === 'speaking') player.stop();
  });
  document.addEventListener('visibilitychange', () => document.hidden && taking?.stop('away'));

  return {
    take, seconds, level, loose, problem, look,
    playing: player.playing,
    deleted: computed(() => deleted.value?.to ?? null),
    begin: (to) => {
      const draft = app.interview.value?.draft.value;
      if (draft === undefined || taking !== undefined) return;
      quiet();
      if (clipCount(draft, to.part) >= MOST_CLIPS) return say(to, problemOf('recordings-enough'));
      if (wasExplained) return void start(to);
      take.value = { to, at: 'explaining' };
    },
    start: (to) => void start(to),
    leave,
    pause: () => {
      taking?.pause();
      if (take.value?.at === 'recording') take.value = { ...take.value, at: 'paused' };
    },
    goOn: () => {
      taking?.goOn();
      if (take.value?.at === 'paused') take.value = { ...take.value, at: 'recording' };
    },
    stop: () => taking?.stop(),
    keep: (id) => loose.value.filter(({ facts }) => facts.id === id).forEach(keep),
    keepAll: () => {
      const stop = app.interview.value?.stop.value;
      if (stop?.screen !== 'question' && stop?.screen !== 'support') return;
      loose.value.filter(({ to }) => (stop.screen === 'support' ? to.part === 'support' : to.part === 'answers' && to.q === stop.question.id)).forEach(keep);
    },
    picture: (to, file) => void picture(to, file).catch(() => say(to, problemOf('could-not-load'))),
    remove: (to, id) => orSay(to, remove(to, id)),
    undo: () => deleted.value && orSay(deleted.value.to, undo()),
    play: (id) => {
      // It would be recorded with the rest.
      if (taking !== undefined) return;
      app.listening.value?.hush();
      void player.play(id).catch(() => player.stop());
    },
  };
};
