/** The stops of one interview, in order, as the answers so far make them. */
import { questionsAsked } from '../../domain/next-question.ts';
import type { Draft } from '../../domain/draft.ts';
import type { Pack } from '../../domain/pack.ts';
import type { Question } from '../../domain/question.ts';

/** `place` is what the draft remembers and what stands in the browser's history: never in an address. */
export type Stop =
  | { readonly screen: 'promise'; readonly place: 'promise' }
  | { readonly screen: 'support'; readonly place: 'support' }
  | { readonly screen: 'question'; readonly place: string; readonly question: Question; readonly n: number; readonly all: number }
  | { readonly screen: 'about-you'; readonly place: string; readonly question: Question; readonly n: number; readonly all: number }
  | { readonly screen: 'review'; readonly place: 'review' };

const ABOUT = 'about.';

export const stopsOf = (pack: Pack, draft: Pick<Draft, 'answers' | 'about'>): readonly Stop[] => {
  const asked = questionsAsked(pack.questions, draft.answers);
  const about = questionsAsked(pack.aboutYou.questions, draft.about);
  return [
    { screen: 'promise', place: 'promise' },
    { screen: 'support', place: 'support' },
    ...asked.map((question, index) => ({ screen: 'question', place: question.id, question, n: index + 1, all: asked.length }) as const),
    ...about.map((question, index) => ({ screen: 'about-you', place: ABOUT + question.id, question, n: index + 1, all: about.length }) as const),
    { screen: 'review', place: 'review' },
  ];
};

/** The stop at this place; where the answers have taken it away, the last one before it that is still there. */
export const stopAt = (pack: Pack, draft: Pick<Draft, 'answers' | 'about'>, place: string): Stop => {
  const stops = stopsOf(pack, draft);
  const found = stops.find((stop) => stop.place === place);
  if (found) return found;
  const order = ['promise', 'support', ...pack.questions.map(({ id }) => id), ...pack.aboutYou.questions.map(({ id }) => ABOUT + id), 'review'];
  const before = new Set<string>(order.slice(0, Math.max(0, order.indexOf(place))));
  return stops.findLast((stop) => before.has(stop.place)) ?? stops[0]!;
};

/** The next or the previous stop; undefined past either end. */
export const stopBeside = (pack: Pack, draft: Pick<Draft, 'answers' | 'about'>, stop: Stop, step: 1 | -1): Stop | undefined => {
  const stops = stopsOf(pack, draft);
  return stops[stops.findIndex((each) => each.place === stop.place) + step];
};
