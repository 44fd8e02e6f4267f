/** Which voices there are to choose from: those that the council has, as its own list of them says. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { LANGUAGES } from '../../domain/language.ts';
import { VOICES, type Voice } from '../../domain/voice.ts';
import { PATHS } from '../../domain/wire.ts';

export const offeredVoices = (): ReadonlySignal<readonly Voice[]> => {
  // Every language has a voice; one more is offered only once the list has said so.
  const offered = signal<readonly Voice[]>(LANGUAGES);
  const ask = async (): Promise<void> => {
    const response = await fetch(PATHS.voices, { credentials: 'omit' });
    const { voices } = (await response.json()) as { readonly voices: Readonly<Record<string, unknown>> };
    offered.value = VOICES.filter((voice) => voice in voices);
  };
  ask().catch(() => undefined);
  return offered;
};
