/** The welcome page's few words, in every language at once: it is there before anyone has chosen one. */
import type { TalkWords } from './welcome.tsx';

/** Picked out of locales/ by the build, so that nobody fetches three languages to choose one. */
declare const __TALK__: TalkWords;
export const TALK: TalkWords = __TALK__;
