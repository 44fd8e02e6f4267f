/** Why a council can't start, as one sentence for whoever runs the machine: what is the matter, and what to do. */

export class StartFault extends Error {}

const diskFull = (where: string): string => `The disk is full, so ${where} can't be written: make room and start again. Nothing that was kept is lost.`;
const notAFolder = (where: string): string => `${where} is a file where a folder is needed: move it away, or set DATA_DIR or KEYS_DIR to another folder.`;
const readOnly = (where: string): string => `${where} stands on a disk that can't be written: set DATA_DIR and KEYS_DIR to folders on one that can.`;

const WHAT_TO_DO: Readonly<Record<string, (where: string) => string>> = {
  ENOSPC: diskFull,
  SQLITE_FULL: diskFull,
  // Of its many kinds (writing, growing, reading) a full disk makes some, and so do a quota and a disk that fails.
  SQLITE_IOERR: (where) => `The disk under ${where} is full or fails: make room or mend it, and start again. Nothing that was kept is lost.`,
  EACCES: (where) => `${where} can't be read or written by this user: give this user the right to, or set DATA_DIR and KEYS_DIR to folders of its own.`,
  EPERM: (where) => `${where} can't be read or written by this user: give this user the right to, or set DATA_DIR and KEYS_DIR to folders of its own.`,
  EROFS: readOnly,
  SQLITE_READONLY: readOnly,
  ENOTDIR: notAFolder,
  // What making a folder says where a file has its name.
  EEXIST: notAFolder,
  SQLITE_CANTOPEN: (where) => `${where} can't be opened: make sure that it is a file which this user may read and write, or set DATA_DIR to another folder.`,
  SQLITE_NOTADB: (where) => `${where} is not a database: put the right file back, or set DATA_DIR to another folder.`,
  SQLITE_CORRUPT: (where) => `${where} is damaged: put back the last good copy of DATA_DIR. Phones keep what they have not been told is safe twice.`,
  SQLITE_BUSY: (where) => `${where} is in use by another program: stop it and start again.`,
};

/** libsql says this one without a code: 14 is SQLITE_CANTOPEN. */
const CANT_OPEN = /^ConnectionFailed\(.*: 14"\)$/;

const codeOf = (error: unknown): unknown => {
  if (error instanceof Error && CANT_OPEN.test(error.message)) return 'SQLITE_CANTOPEN';
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code.replace(/^SQLITE_IOERR_.*/, 'SQLITE_IOERR') : code;
};

/** Turns what the system said about a place into such a sentence; what it doesn't know stays a bug and is thrown on. */
export const asStartFault = (error: unknown, where: string): Error => {
  const code = codeOf(error);
  const words = typeof code === 'string' ? WHAT_TO_DO[code] : undefined;
  if (words === undefined) return error instanceof Error ? error : new Error(String(error));
  return new StartFault(words(where));
};
