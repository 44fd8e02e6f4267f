/** One interview: the draft, the stop that shows, and every way to move between stops. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { withAnswer, type Answer } from '../../domain/answer.ts';
import { checkAnswer } from '../../domain/check-answer.ts';
import type { Quote } from '../../domain/consent.ts';
import type { ClipFacts } from '../../domain/clip.ts';
import type { Draft } from '../../domain/draft.ts';
import { clipsTo, withClips, type SpokenTo } from '../../domain/draft-clips.ts';
import type { QuestionId } from '../../domain/id.ts';
import type { Pack } from '../../domain/pack.ts';
import type { Problem } from '../../domain/problem.ts';
import type { DraftKeeper, KeptState } from './draft-keeper.ts';
import { stopAt, stopBeside, type Stop } from './stops.ts';

export interface Interview {
  readonly pack: Pack;
  readonly draft: ReadonlySignal<Draft>;
  readonly stop: ReadonlySignal<Stop>;
  readonly kept: ReadonlySignal<KeptState>;
  /** What stands in the way of going on, in the form of a coded problem; null when nothing does. */
  readonly problem: ReadonlySignal<Problem | null>;
  /** While the records are being sealed. */
  readonly busy: ReadonlySignal<boolean>;
  /** Which recording is being sealed, of how many; a long one takes a while on an old phone. */
  readonly locking: ReadonlySignal<{ readonly n: number; readonly all: number } | null>;
  /** Whether going on from here leads back to the review, after "change". */
  readonly changing: ReadonlySignal<boolean>;
  readonly answer: (stop: Stop, q: QuestionId, answer: Answer | undefined) => void;
  /** Changes what was recorded for this question and kept; by a change, since another tab may have added to it. */
  readonly clips: (to: SpokenTo, change: (clips: readonly ClipFacts[]) => readonly ClipFacts[]) => void;
  readonly reach: (reach: string) => void;
  readonly quote: (quote: Quote) => void;
  readonly keepCopy: (yes: boolean) => void;
  readonly goOn: () => void;
  readonly skip: () => void;
  readonly back: () => void;
  readonly change: (place: string) => void;
  readonly leaveAboutOut: () => void;
  /** Shows the stop at this place without adding to the browser's history: the history itself asks for it. */
  readonly show: (place: string) => void;
}

/** Where the browser's history and handing in come in; the prerender has neither. */
export interface InterviewDoors {
  readonly moved: (place: string, direction: 'on' | 'back') => void;
  readonly handIn: (interview: Interview, onClip: (n: number, all: number) => void) => Promise<Problem | null>;
}

const NO_DOORS: InterviewDoors = { moved: () => undefined, handIn: () => Promise.resolve(null) };

/** Which list of the draft a stop's answers stand in. */
const put = (draft: Draft, stop: Stop, q: QuestionId, answer: Answer | undefined): Draft => {
  if (stop.screen === 'support') return { ...draft, support: { ...draft.support, answers: withAnswer(draft.support.answers, q, answer) } };
  if (stop.screen === 'about-you') return { ...draft, about: withAnswer(draft.about, q, answer) };
  return { ...draft, answers: withAnswer(draft.answers, q, answer) };
};

/** Spoken to, in place of words or beside them. */
const isSpoken = (draft: Draft, stop: Stop): boolean => stop.screen === 'question' && clipsTo(draft, { part: 'answers', q: stop.question.id }).length > 0;

const given = (draft: Draft, stop: Stop): Answer | undefined => {
  if (stop.screen === 'question') return draft.answers.find((each) => each.q === stop.question.id);
  if (stop.screen === 'about-you') return draft.about.find((each) => each.q === stop.question.id);
  return undefined;
};

export const startInterview = (pack: Pack, keeper: DraftKeeper, doors: InterviewDoors = NO_DOORS, place = 'promise'): Interview => {
  const draft = signal(keeper.draft());
  const kept = signal(keeper.kept());
  const at = signal(place);
  const problem = signal<Problem | null>(null);
  const busy = signal(false);
  const changing = signal(false);
  const locking = signal<{ readonly n: number; readonly all: number } | null>(null);
  const stop = computed(() => stopAt(pack, draft.value, at.value));
  keeper.onChange(() => {
    draft.value = keeper.draft();
    kept.value = keeper.kept();
  });
  const write = (change: (draft: Draft) => Draft): void => void keeper.change(change);

  const show = (next: string): void => {
    problem.value = null;
    at.value = next;
    write((now) => (now.place === next ? now : { ...now, place: next }));
  };
  const move = (next: string, direction: 'on' | 'back'): void => {
    show(next);
    doors.moved(next, direction);
  };
  /** A question that the change has brought up, and that the person has not seen yet. */
  const broughtUp = (): string | undefined => {
    const now = stop.value;
    const next = stopBeside(pack, draft.value, now, 1);
    if (!('question' in now) || next === undefined || !('question' in next) || next.screen !== now.screen) return undefined;
    return next.question.when?.q === now.question.id && given(draft.value, next) === undefined ? next.place : undefined;
  };
  /** Where a draft from before was left: going on from the promise leads there, once. */
  let leftAt = place === 'promise' ? draft.value.place : 'promise';
  const onward = (): string | undefined => {
    if (changing.value) return broughtUp() ?? 'review';
    const left = stopAt(pack, draft.value, leftAt);
    if (stop.value.screen !== 'promise' || left.screen === 'promise') return stopBeside(pack, draft.value, stop.value, 1)?.place;
    leftAt = 'promise';
    return left.place;
  };
  const forward = (): void => {
    const next = onward();
    if (next === 'review') changing.value = false;
    if (next !== undefined) move(next, 'on');
  };
  /** Passed without an answer is skipped: seen, and left out. */
  const markPassed = (now: Stop): void => {
    if (now.screen !== 'question' && now.screen !== 'about-you') return;
    const { id } = now.question;
    // Looked at again where it is written: another tab may have been told the answer.
    write((draft) => (given(draft, now) === undefined && !isSpoken(draft, now) ? put(draft, now, id, { q: id, kind: 'skipped', value: null }) : draft));
  };
  const finish = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      problem.value = await doors.handIn(interview, (n, all) => (locking.value = { n, all }));
    } finally {
      locking.value = null;
      busy.value = false;
    }
  };

  const interview: Interview = {
    pack, draft, stop, kept, problem, busy, locking, changing,
    show: (place) => {
      changing.value = false;
      show(place);
    },
    answer: (where, q, answer) => {
      problem.value = null;
      write((now) => put(now, where, q, answer));
    },
    clips: (to, change) =>
      write((now) => {
        const clips = change(clipsTo(now, to));
        // What was passed over at first and is spoken to now is skipped no more.
        const isSkipped = to.part === 'answers' && clips.length > 0 && now.answers.some((each) => each.q === to.q && each.kind === 'skipped');
        return withClips(isSkipped ? { ...now, answers: withAnswer(now.answers, to.q, undefined) } : now, to, clips);
      }),
    reach: (reach) => write((now) => ({ ...now, support: { ...now.support, reach } })),
    quote: (quote) => write((now) => ({ ...now, quote })),
    keepCopy: (keepCopy) => write((now) => ({ ...now, keepCopy })),
    goOn: () => {
      const now = stop.value;
      if (now.screen === 'review') return void finish();
      const answer = given(draft.value, now);
      if ((now.screen === 'question' || now.screen === 'about-you') && answer !== undefined) {
        const checked = checkAnswer(now.question, answer);
        if (!checked.ok) {
          problem.value = checked.problem;
          return;
        }
      }
      markPassed(now);
      forward();
    },
    skip: () => {
      const now = stop.value;
      if (now.screen !== 'question' && now.screen !== 'about-you') return;
      if (!isSpoken(draft.value, now)) write((draft) => put(draft, now, now.question.id, { q: now.question.id, kind: 'skipped', value: null }));
      forward();
    },
    back: () => {
      const before = changing.value ? 'review' : stopBeside(pack, draft.value, stop.value, -1)?.place;
      changing.value = false;
      if (before !== undefined) move(before, 'back');
    },
    change: (next) => {
      changing.value = true;
      move(next, 'on');
    },
    leaveAboutOut: () => {
      changing.value = false;
      write((now) => ({ ...now, about: pack.aboutYou.questions.map(({ id }) => ({ q: id, kind: 'skipped', value: null }) as const) }));
      move('review', 'on');
    },
  };
  return interview;
};
