/** Each voice by its own name. Browsers have none for Sylheti, which has its own letters. */
import type { Voice } from '../../domain/voice.ts';

export const VOICE_NAMES: Readonly<Record<Voice, string>> = { en: 'English', so: 'Soomaali', bn: 'বাংলা', syl: 'ছিলটি' };
