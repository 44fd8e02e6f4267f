/** What one speaker is asked for next: core words first, what a second person wants again, then the rest; never what is done. */
import { takeId, type Speaker, type StudioList, type StudioPrompt, type Take } from '../../domain/studio.ts';

/** What is still to say, in order. What was put off in this sitting comes last. */
export const toSay = (list: StudioList, takes: readonly Take[], later: ReadonlySet<string>): readonly StudioPrompt[] => {
  const kept = new Map(takes.map((take) => [takeId(take), take]));
  const open = list.prompts.filter((prompt) => {
    const take = kept.get(takeId({ ...prompt, voice: list.voice }));
    // Said for other words than it has now: it must be said again.
    if (take !== undefined && take.textHash === prompt.textHash) return take.state === 'again';
    return prompt.now?.isComputer !== false;
  });
  return [...open.filter(({ shelf, name }) => !later.has(`${shelf} ${name}`)), ...open.filter(({ shelf, name }) => later.has(`${shelf} ${name}`))];
};

/** Whether a second person has asked for it once more. */
export const isOnceMore = (list: StudioList, takes: readonly Take[], prompt: StudioPrompt): boolean =>
  takes.some((take) => takeId(take) === takeId({ ...prompt, voice: list.voice }) && take.state === 'again' && take.textHash === prompt.textHash);

/** `3 of 31`: how far this one stands among the core words, or among all. */
export const placeOf = (list: StudioList, open: readonly StudioPrompt[], { isCore }: StudioPrompt): { readonly n: number; readonly all: number } => {
  const among = (prompts: readonly StudioPrompt[]): number => (isCore ? prompts.filter((prompt) => prompt.isCore).length : prompts.length);
  const all = among(list.prompts);
  return { n: all - among(open) + 1, all };
};

const plain = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

/** What waits for this listener: everything new but what someone of the same name said. */
export const toHear = (takes: readonly Take[], speakers: readonly Speaker[], listener: string): readonly Take[] => {
  const own = new Set(speakers.filter(({ credit }) => credit !== null && plain(credit) === plain(listener)).map(({ id }) => id));
  return takes.filter(({ state, speaker }) => state === 'spoken' && !own.has(speaker));
};
