/** Puts this process into the loop's hands: timers by its clock, storage by its steps, and real cryptography without threads. */
import { createHash, sign, verify, KeyObject, type webcrypto } from 'node:crypto';
import { chance } from '../chance.ts';
import type { Loop } from './loop.ts';

type Subtle = Record<string, (...args: never[]) => Promise<unknown>>;
type Key = webcrypto.CryptoKey;
const asBytes = (data: BufferSource): Uint8Array => (data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
const exactly = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
/** Every receipt is checked with the same few keys, and reading one takes longer than checking with it. */
const imported = new Map<string, Promise<unknown>>();
const P1363 = { dsaEncoding: 'ieee-p1363' } as const;

/**
 * The same results as WebCrypto's, at once: its threads finish in any order, and a seed must always give the same run.
 * Whatever else is asked of it is the real one, and the clock waits for that.
 */
const withoutThreads = (loop: Loop): (() => void) => {
  const real = crypto.subtle as unknown as Subtle;
  const before = new Map<string, PropertyDescriptor | undefined>();
  const put = (name: string, value: unknown): void => {
    before.set(name, Object.getOwnPropertyDescriptor(real, name));
    Object.defineProperty(real, name, { value, configurable: true, writable: true });
  };
  const held = (name: string) => {
    const work = real[name]!.bind(real) as (...args: unknown[]) => Promise<unknown>;
    return (...args: unknown[]) => {
      const release = loop.hold();
      return work(...args).finally(release);
    };
  };
  const others = new Map(['sign', 'verify', 'importKey', 'deriveBits', 'deriveKey', 'generateKey', 'exportKey', 'encrypt', 'decrypt'].map((name) => [name, held(name)]));
  const isEcdsa = (how: unknown): boolean => (how as { name?: string }).name === 'ECDSA';
  for (const [name, work] of others) put(name, work);
  put('importKey', (...args: unknown[]) => {
    const name = args[0] === 'spki' ? Buffer.from(asBytes(args[1] as BufferSource)).toString('base64') : undefined;
    if (name === undefined) return others.get('importKey')!(...args);
    const key = imported.get(name) ?? others.get('importKey')!(...args);
    imported.set(name, key);
    return key;
  });
  put('digest', async (_how: unknown, data: BufferSource) => exactly(createHash('sha256').update(asBytes(data)).digest()));
  put('sign', async (how: unknown, key: Key, data: BufferSource) =>
    isEcdsa(how) ? exactly(sign('sha256', asBytes(data), { key: KeyObject.from(key), ...P1363 })) : others.get('sign')!(how, key, data));
  put('verify', async (how: unknown, key: Key, signature: BufferSource, data: BufferSource) =>
    isEcdsa(how) ? verify('sha256', asBytes(data), { key: KeyObject.from(key), ...P1363 }, asBytes(signature)) : others.get('verify')!(how, key, signature, data));
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(real, name, descriptor);
      else delete real[name];
    }
  };
};

const putGlobal = (name: string, value: unknown): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return () => void (before ? Object.defineProperty(globalThis, name, before) : delete (globalThis as Record<string, unknown>)[name]);
};

interface Timer {
  readonly stop: () => void;
  readonly unref: () => Timer;
}
const timer = (loop: Loop, isRepeated: boolean) => (work: () => void, ms = 0): Timer => {
  let isStopped = false;
  const go = (): void => {
    if (isStopped) return;
    work();
    if (isRepeated) loop.clock.after(ms, go);
  };
  loop.clock.after(ms, go);
  const handle: Timer = { stop: () => void (isStopped = true), unref: () => handle };
  return handle;
};
const stop = (handle: Timer | undefined): void => handle?.stop?.();

/** Gives back how to undo it. */
export const ownWorld = (loop: Loop): (() => void) => {
  const undo = [
    withoutThreads(loop),
    putGlobal('setImmediate', loop.queue),
    putGlobal('setTimeout', timer(loop, false)),
    putGlobal('clearTimeout', stop),
    putGlobal('setInterval', timer(loop, true)),
    putGlobal('clearInterval', stop),
    // As a browser without it: plain JSON goes over the road, where a byte that was altered may still be JSON.
    putGlobal('CompressionStream', undefined),
  ];
  return () => undo.toReversed().forEach((each) => each());
};

/** Chance for what draws its own (sealing), so that the pool's bytes are the same in every process. */
export const withDrawnChance = async <T>(seed: number, work: () => Promise<T>): Promise<T> => {
  const by = chance(seed);
  const real = crypto.getRandomValues.bind(crypto);
  Object.defineProperty(crypto, 'getRandomValues', { configurable: true, writable: true, value: (into: Uint8Array) => (into.set(by.bytes(into.length)), into) });
  try {
    return await work();
  } finally {
    Object.defineProperty(crypto, 'getRandomValues', { configurable: true, writable: true, value: real });
  }
};
