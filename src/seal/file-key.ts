/** Taking a sealed file's own key out of it: so that the file opens again with other keys, and none of its bytes changes. */
import { opensWith, type FileKey, type Opener } from './recipients.ts';

/** A header of age is a few lines, one for each recipient. */
const HEADER_BYTES = 4_096;

/** `file` may be only the beginning of it. Undefined where none of these opens it, or it is no age file. */
export const fileKeyOf = async (openers: readonly Opener[], file: Uint8Array): Promise<FileKey | undefined> => {
  const [, share] = /^-> X25519 (\S+)$/m.exec(new TextDecoder('latin1').decode(file.subarray(0, HEADER_BYTES))) ?? [];
  if (share === undefined) return undefined;
  try {
    return { share, key: await opensWith(openers).decryptHeader(file) };
  } catch {
    return undefined;
  }
};
