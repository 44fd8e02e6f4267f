/** Where in the second place each thing lies. Names are random ids and a day: nothing tells which came first. */
import { dayOf } from '../day.ts';
import type { Named } from '../second-place.ts';
import type { Listed } from './depot.ts';

export const COUNCIL_FILE = 'council.json';
export const FOLDERS = { together: 'together', apart: 'apart', clips: 'clips', erased: 'erased' } as const;

export const apartName = (day: string, { id, digest }: Named): string => `${FOLDERS.apart}/${day}/${id}-${digest}.row`;
export const clipName = (day: string, { id, digest }: Named): string => `${FOLDERS.clips}/${day}/${id}-${digest}.clip`;
export const erasureName = (day: string, random: string): string => `${FOLDERS.erased}/${day}/${random}.erasure`;

/** All that stands apart of one day that is over, in the order of the ids. */
export const DAY_FILE = 'day.rows';

const NAMED = /\/([0-9a-f]{32})-([0-9a-f]{64})\.(?:row|clip)$/;

/** What a file's name says of what is in it. */
export const namedBy = (file: string): Named | undefined => {
  const [, id, digest] = NAMED.exec(file) ?? [];
  return id === undefined || digest === undefined ? undefined : { id, digest };
};

/** `2026-11-23`, of a file in a folder of a day. */
export const dayIn = (file: string): string => file.split('/')[1] ?? dayOf(0);

/** The files of each day, of folders that have one for each. */
export const byDays = (files: readonly Listed[]): ReadonlyMap<string, readonly Listed[]> => {
  const days = new Map<string, Listed[]>();
  for (const file of files) days.set(dayIn(file.name), [...(days.get(dayIn(file.name)) ?? []), file]);
  return days;
};
