/** What can stand in the way of a recording; each has words that say why and what to do, as `trouble.` and its name. */
import type { Problem, ProblemCode } from '../../domain/problem.ts';
import type { SoundFault } from '../../domain/sound.ts';
import { refusal } from '../../store/refused.ts';

export type MicrophoneTrouble = 'no-microphone' | 'not-allowed' | 'busy' | 'inside-another-app' | 'cannot-record';
export type KeepTrouble = 'no-space' | 'not-kept';
export type Trouble = MicrophoneTrouble | KeepTrouble | SoundFault | 'could-not-load';

const BY_CODE: Partial<Record<ProblemCode, MicrophoneTrouble>> = { 'microphone-refused': 'not-allowed', 'microphone-missing': 'no-microphone' };

export const microphoneTrouble = ({ code }: Problem): MicrophoneTrouble => BY_CODE[code] ?? 'busy';

export const keepTrouble = (error: unknown): KeepTrouble => (refusal(error).code === 'phone-full' ? 'no-space' : 'not-kept');
