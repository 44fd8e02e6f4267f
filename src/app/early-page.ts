/** What the first script leaves for the app: the stops that a person has been through, with what was entered in them. */
import type { Answer } from '../domain/answer.ts';
import { readAnswer } from '../domain/check-answer.ts';
import type { QuestionId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { Question } from '../domain/question.ts';
import type { Fields } from '../domain/question-kinds/kind.ts';

export interface EarlyPage {
  /** Stops left behind, out of the document, their controls as they were left. */
  readonly stops: HTMLElement[];
  at: number;
  /** "Go on" was pressed where there was nothing to go on to yet. */
  wanted: boolean;
  /** Hands over to the app. */
  readonly stop: () => void;
}

/** The early page, where this address has one. */
export const earlyPage = (): EarlyPage | undefined => (window as unknown as { early?: EarlyPage }).early;

export const fieldsOf = (form: HTMLFormElement): Fields => {
  const data = new FormData(form);
  return (name) => data.getAll(name).map(String);
};

/**
 * The answer in a stop's form, by what its `<main>` says of its question: the pack itself has not been fetched yet,
 * and what is typed should be kept before it is.
 */
export const answerIn = (stop: HTMLElement, lang: Language): Answer | undefined => {
  const { question, kind, scale } = stop.dataset;
  const form = stop.querySelector('form');
  if (!question || !kind || !form) return undefined;
  const asked = { id: question as QuestionId, kind, ...(scale ? { scale } : {}), options: [], steps: 0 } as unknown as Question;
  return readAnswer(asked, fieldsOf(form), lang);
};
