/** Opens a zip from outside, bit by bit, and stops at what is too much while it is being opened, not after. */
import { Inflate, Unzip, UnzipPassThrough } from 'fflate';
import { isStrangePath } from '../../domain/voice-zip.ts';

/** A voice of all words has about 900 clips. */
const MOST_FILES = 4_000;
/** The longest clip has 40 kB and the list of them all some hundred; nothing of ours is larger than this. */
export const MOST_BYTES_A_FILE = 2_000_000;
export const MOST_BYTES_IN_ALL = 80_000_000;
/** JSON of ours packs twenty times; a bomb a thousand. */
const MOST_TIMES_PACKED = 100;
/** Below this a ratio says nothing. */
const SMALL_BYTES = 100_000;
/** So little at once that even a bomb makes only a megabyte of it before we look. */
const SLICE_BYTES = 1_024;

/**
 * @typedef {{ readonly name: string, readonly why: string }} Refused
 * @typedef {{ readonly files: ReadonlyMap<string, Uint8Array>, readonly refused: readonly Refused[] }} Unzipped
 */

const joined = (/** @type {readonly Uint8Array[]} */ parts) => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
};

/** Inflates until it is told to stop; then it lets everything by unread. */
class CarefulInflate {
  static compression = 8;
  isStopped = false;
  /** Put here by the opener of the zip. @type {import('fflate').AsyncFlateStreamHandler} */
  ondata = () => undefined;
  inflate = new Inflate((chunk, isLast) => this.ondata(null, chunk, isLast));
  terminate() {
    this.isStopped = true;
  }
  push(/** @type {Uint8Array} */ chunk, /** @type {boolean} */ isLast) {
    if (this.isStopped) return;
    try {
      this.inflate.push(chunk, isLast);
    } catch (error) {
      this.terminate();
      this.ondata(/** @type {import('fflate').FlateError} */ (error), new Uint8Array(), isLast);
    }
  }
}

/** As it is, and packed by deflate: every zip program makes these. */
const WAYS_OF_PACKING = [0, 8];

/** Why this entry is not even begun. @type {(file: import('fflate').UnzipFile, known: ReadonlySet<string>) => string | undefined} */
const refusal = ({ name, compression, originalSize = 0 }, known) => {
  if (isStrangePath(name)) return 'has a path that leads out of the zip';
  if (known.has(name)) return 'is there twice';
  if (known.size >= MOST_FILES) return `is more than the ${MOST_FILES} files that a zip may have`;
  if (!WAYS_OF_PACKING.includes(compression)) return 'is packed in a way that we do not open';
  return originalSize > MOST_BYTES_A_FILE ? `says that it has ${originalSize} bytes, more than ${MOST_BYTES_A_FILE}` : undefined;
};

class Opening {
  /** @type {Map<string, Uint8Array>} */
  files = new Map();
  /** @type {Refused[]} */
  refused = [];
  /** @type {Set<string>} */
  known = new Set();
  /** Of the whole zip, opened. */
  bytes = 0;

  /** Why there is too much of this file, or of all. @type {(bytes: number, packed: number) => string | undefined} */
  tooMuch(bytes, packed) {
    if (bytes > MOST_BYTES_A_FILE) return `has more than ${MOST_BYTES_A_FILE} bytes`;
    if (this.bytes > MOST_BYTES_IN_ALL) return `makes the zip larger than ${MOST_BYTES_IN_ALL} bytes`;
    return bytes > SMALL_BYTES && bytes > packed * MOST_TIMES_PACKED ? 'grows so much that it is a bomb' : undefined;
  }

  take(/** @type {import('fflate').UnzipFile} */ file) {
    const { name } = file;
    if (name.endsWith('/') && !isStrangePath(name.slice(0, -1))) return;
    const why = refusal(file, this.known);
    this.known.add(name);
    if (why === undefined) this.open(file);
    else this.refused.push({ name, why });
  }

  open(/** @type {import('fflate').UnzipFile} */ file) {
    const { name } = file;
    /** @type {Uint8Array[]} */
    let parts = [];
    let [bytes, packed, isOver] = [0, 0, false];
    file.ondata = (error, chunk, isLast) => {
      if (isOver) return;
      packed += SLICE_BYTES;
      bytes += chunk.length;
      this.bytes += chunk.length;
      const why = error ? 'is broken' : this.tooMuch(bytes, packed);
      isOver = isLast || why !== undefined;
      if (why !== undefined) {
        parts = [];
        this.refused.push({ name, why });
        file.terminate();
        return;
      }
      parts.push(Uint8Array.from(chunk));
      if (isLast) this.files.set(name, joined(parts));
    };
    file.start();
  }

  /** What was begun and never came to its end. */
  close() {
    const told = new Set(this.refused.map(({ name }) => name));
    for (const name of this.known) if (!this.files.has(name) && !told.has(name)) this.refused.push({ name, why: 'is cut off' });
  }
}

/** The first four bytes of every zip that holds anything. */
const isZip = (/** @type {Uint8Array} */ zip) => Buffer.from(zip.subarray(0, 4)).toString('latin1') === 'PK\x03\x04';

/** Everything in it that can be taken, by path; and by name what could not, and why. Undefined for what is no zip. @type {(zip: Uint8Array) => Unzipped | undefined} */
export const unzip = (zip) => {
  if (!isZip(zip)) return undefined;
  const opening = new Opening();
  const unzipping = new Unzip((file) => opening.take(file));
  unzipping.register(UnzipPassThrough);
  unzipping.register(CarefulInflate);
  try {
    for (let at = 0; at < zip.length; at += SLICE_BYTES) unzipping.push(zip.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= zip.length);
  } catch {
    // The zip itself is broken from here on: what came before is whole.
  }
  opening.close();
  return opening;
};
