/** Which recordings are going on in some tab of this browser: another tab must not take them for ones that were cut off. */
import type { ClipId } from '../../domain/clip.ts';

const PREFIX = 'our-turn-recording-';

/** Held until `over`; the browser lets it go by itself when the tab dies. Without locks nobody is told. */
export const holdRecording = (id: ClipId, over: Promise<void>): void => void navigator.locks?.request(PREFIX + id, () => over).catch(() => undefined);

export const lockedRecordings = async (): Promise<ReadonlySet<string>> => {
  const held = (await navigator.locks?.query().catch(() => undefined))?.held ?? [];
  return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
};
