/** What can stand in the way of a recording; each has words that say why and what to do, as `trouble.` and its name. */
import type { SoundFault } from '../../domain/sound.ts';

export type MicrophoneTrouble = 'no-microphone' | 'not-allowed' | 'busy' | 'inside-another-app' | 'cannot-record';
export type KeepTrouble = 'no-space' | 'not-kept';
export type Trouble = MicrophoneTrouble | KeepTrouble | SoundFault | 'could-not-load';

const BY_NAME: Readonly<Record<string, MicrophoneTrouble>> = {
  NotAllowedError: 'not-allowed',
  SecurityError: 'not-allowed',
  NotFoundError: 'no-microphone',
  OverconstrainedError: 'no-microphone',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

export const microphoneTrouble = (error: unknown): MicrophoneTrouble => BY_NAME[(error as { readonly name?: string }).name ?? ''] ?? 'cannot-record';

const namesOf = (error: unknown): readonly string[] => {
  if (typeof error !== 'object' || error === null) return [];
  const { name, inner } = error as { name?: unknown; inner?: unknown };
  return [...(typeof name === 'string' ? [name] : []), ...namesOf(inner)];
};

/** The store wraps the browser's own error, so the name is looked for inside as well. */
export const keepTrouble = (error: unknown): KeepTrouble => (namesOf(error).includes('QuotaExceededError') ? 'no-space' : 'not-kept');
