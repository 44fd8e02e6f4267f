/** People who never were, drawn by a seed: when they come, what they say and in what language, and what they ask for. */
import type { ClipAnswer, ClipFacts } from '../../src/domain/clip.ts';
import { drawClipId, REACH } from '../../src/domain/clip.ts';
import { beginDraft, type Draft } from '../../src/domain/draft.ts';
import type { OptionId, QuestionId, RecordId } from '../../src/domain/id.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import type { Mode } from '../../src/domain/mode.ts';
import type { Pack } from '../../src/domain/pack.ts';
import type { ChooseMany } from '../../src/domain/question.ts';
import { readWords } from '../house/read-files.ts';
import type { APhone } from './a-phone.ts';
import { o, q } from './a-pack.ts';
import { someBytes } from './a-world.ts';
import { BYTES_A_SECOND } from './some-recordings.ts';

export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  readonly is: (probability: number) => boolean;
  readonly oneOf: <T>(all: readonly T[]) => T;
  readonly bytes: (count: number) => Uint8Array<ArrayBuffer>;
}

export const someChance = (seed: number): Chance => {
  const bytes = someBytes(seed);
  const next = (): number => bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    is: (probability) => next() < probability,
    oneOf: (all) => all[Math.floor(next() * all.length)]!,
    bytes,
  };
};

export interface Somebody {
  readonly chance: Chance;
  readonly lang: Language;
  /** When they opened the conversation, and when they hand in. */
  readonly cameAt: number;
  readonly at: number;
  readonly offlineMs: number;
  readonly asks: boolean;
  /** Asks, stops before the end, and comes back later. */
  readonly stopsFirst: boolean;
  readonly wantsToHear: boolean;
  readonly reach: string;
  readonly draft: (pack: Pack, phone: APhone) => Promise<Draft>;
}

const HOUR_MS = 3_600_000;
/** Real sentences, so that a letter weighs what it weighs. */
const SENTENCES: Readonly<Record<Language, string>> = Object.fromEntries(
  LANGUAGES.map((lang) => [lang, Object.values(readWords(`packs/visitor-parking/${lang}.json`)).join(' ')]),
) as never;

/** Most say little and a few say much, in letters of their own language. */
const saying = (chance: Chance, lang: Language, most: number): string => {
  const length = Math.round(10 + most * chance.next() ** 3);
  const from = Math.floor(chance.next() * Math.max(1, SENTENCES[lang].length - length));
  return SENTENCES[lang].slice(from, from + length);
};

const someOf = (chance: Chance, { options }: Pick<ChooseMany, 'options'>): readonly OptionId[] => options.filter(({ alone }) => alone !== true && chance.is(0.3)).map(({ id }) => id);

/** A voice of so many seconds, on the phone as the recorder leaves it. */
const speak = async (phone: APhone, chance: Chance, record: RecordId, question: QuestionId, lang: Language): Promise<ClipAnswer> => {
  const seconds = Math.round(chance.between(3, 40));
  const facts: ClipFacts = { id: drawClipId(chance.bytes), medium: 'sound', seconds, lang };
  const recordings = phone.recordings();
  await recordings.begin({ id: facts.id, medium: 'sound', lang, record, pack: 'visitor-parking' as never, q: question, type: 'audio/webm', beganAt: phone.world.now() });
  await recordings.add(facts.id, chance.bytes(seconds * BYTES_A_SECOND).buffer, seconds);
  await recordings.keep(facts.id);
  return { q: question, kind: 'clips', value: [facts] };
};

const drafting = (chance: Chance, mode: Mode, lang: Language, asks: boolean, reach: string, speaks: boolean) => async (pack: Pack, phone: APhone): Promise<Draft> => {
  const draft = beginDraft({ pack: pack.id, packVersion: pack.version, mode, lang }, chance.bytes, phone.world.now());
  const question = (id: string): ChooseMany => pack.questions.find((each) => each.id === id) as ChooseMany;
  const clips = speaks ? [await speak(phone, chance, draft.id, q('impact'), lang)] : [];
  const reachClips = speaks && asks && chance.is(0.6) ? [await speak(phone, chance, draft.support.id, REACH, lang)] : [];
  const needs = pack.support.questions[0] as ChooseMany;
  return {
    ...draft,
    answers: [
      { q: q('good-outcome'), kind: 'choose-many', value: someOf(chance, question('good-outcome')) },
      ...(speaks ? [] : [{ q: q('impact'), kind: 'words', value: { text: saying(chance, lang, 700), lang } } as const]),
      { q: q('better-worse'), kind: 'scale', value: { scale: 'better-worse-5', at: 1 + Math.floor(chance.next() * 5) } },
      { q: q('how-to-ask'), kind: 'choose-many', value: someOf(chance, question('how-to-ask')) },
      { q: q('what-next'), kind: 'choose-one', value: chance.oneOf(question('what-next').options).id },
    ] as Draft['answers'],
    clips,
    quote: chance.oneOf(['count-only', 'words-no-name'] as const),
    keepCopy: false,
    support: asks ? { ...draft.support, answers: [{ q: needs.id, kind: 'choose-many', value: [o('phone-call'), ...someOf(chance, needs)] }] as Draft['answers'], reach, clips: reachClips } : draft.support,
  };
};

/** `day` is when the day begins, or for the table when their turn is. */
export const aSomebody = (chance: Chance, day: number, mode: Mode): Somebody => {
  const isAlone = mode === 'own-phone';
  const lang = chance.oneOf(['en', 'en', 'en', 'so', 'so', 'bn', 'bn', 'bn'] as const);
  // More in the evening than in the morning, and none at night.
  const at = isAlone ? day + Math.round((7 + 15 * Math.max(chance.next(), chance.next())) * HOUR_MS) : day;
  const asks = chance.is(0.4);
  const reach = `07700 900${Math.floor(chance.between(100, 1_000))}. ${saying(chance, lang, 160)}`;
  const speaks = chance.is(0.12);
  const stays = isAlone && chance.is(0.05) ? chance.between(HOUR_MS, 4 * HOUR_MS) : chance.between(4 * 60_000, 30 * 60_000);
  return {
    chance, lang, at, asks, reach,
    cameAt: Math.round(at - stays),
    offlineMs: isAlone && chance.is(0.15) ? Math.round(chance.between(60_000, 2 * HOUR_MS)) : 0,
    stopsFirst: isAlone && asks && stays > HOUR_MS,
    wantsToHear: isAlone && chance.is(0.15),
    draft: drafting(chance, mode, lang, asks, reach, speaks),
  };
};
