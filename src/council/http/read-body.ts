/** Reads what a phone sends, with a limit at every step: bytes on the wire, bytes unpacked, depth, and only then JSON. */
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import { LIMITS } from '../../domain/wire.ts';

const unzip = promisify(gunzip);

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

/** How deeply arrays and objects lie inside one another, read without parsing: JSON.parse would go as deep as it is told. */
export const isTooDeep = (bytes: Uint8Array, most: number): boolean => {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > most) return true;
    } else if (CLOSING.has(byte)) depth -= 1;
  }
  return false;
};

/**
 * The bytes of the body; `too-large` as soon as there are more than `most`; `busy` where `hold` has no room for more. A body
 * that breaks off is no JSON: there is nobody left to hear it.
 */
export const readAtMost = async (request: Request, most: number, hold: (bytes: number) => boolean): Promise<Result<Uint8Array>> => {
  const said = Number(request.headers.get('content-length') ?? 0);
  if (said > most) return bad(problem('too-large'));
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > most) return bad(problem('too-large'));
      if (!hold(chunk.byteLength)) return bad(problem('busy'));
      chunks.push(chunk);
    }
  } catch {
    return bad(problem('not-json', undefined, 'the body broke off'));
  }
  const [first] = chunks;
  return good(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
};

const unpack = async (bytes: Uint8Array): Promise<Result<Uint8Array>> => {
  try {
    return good(await unzip(bytes, { maxOutputLength: LIMITS.openedBytes }));
  } catch (error) {
    const isLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return bad(isLarge ? problem('too-large') : problem('not-json', undefined, 'the gzip can’t be read'));
  }
};

/** How the body is packed, and how large it may be; `unknown-encoding` where nobody here could unpack it. */
export const readPacking = (request: Request): Result<{ readonly isPacked: boolean; readonly most: number }> => {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') return bad(problem('unknown-encoding'));
  // What comes unpacked has the same room as what comes packed has once it is opened.
  return good(encoding === 'gzip' ? { isPacked: true, most: LIMITS.gzippedBytes } : { isPacked: false, most: LIMITS.openedBytes });
};

/** A body as JSON, or a coded problem. */
export const parseBody = async (body: Uint8Array, isPacked: boolean): Promise<Result<unknown>> => {
  const bytes = isPacked ? await unpack(body) : good(body);
  if (!bytes.ok) return bytes;
  if (isTooDeep(bytes.value, LIMITS.depth)) return bad(problem('too-deep'));
  try {
    // Fatal: bytes that are no text would be changed in reading, and a digest could never fit.
    return good(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value)));
  } catch {
    return bad(problem('not-json'));
  }
};
