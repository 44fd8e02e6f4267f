/** Messages as they could come: whole ones, ones with a little changed in their structure, and garbage, drawn by fast-check. */
import { gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import type { SealedRecord } from '../../src/domain/record.ts';
import { LIMITS } from '../../src/domain/wire.ts';
import { digestOf } from '../../src/proof/digest.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What programs trip over: other types, edges of numbers, names that JavaScript knows, letters of every width and none. */
const oddText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '\0', '\ud800', '__proto__', 'constructor', 'null', '../../etc/passwd', "'; drop table records; --", '<script>', '‮', 'ي'.repeat(50), '0'.repeat(32), 'f'.repeat(64)),
);
const odd: Arbitrary<Json> = fc.oneof(
  oddText,
  fc.constantFrom<Json>(null, true, false, 0, -0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2, [], {}, [[]], [null], { v: 1 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 3 }) as Arbitrary<Json>,
);

type Change = (value: Json) => Json;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !isList(value);

/** What is done at the place that was drawn. */
const change: Arbitrary<Change> = fc.oneof(
  odd.map((other): Change => () => other),
  fc.tuple(oddText, odd).map(([key, other]): Change => (value) => (isObject(value) ? { ...value, [key]: other } : isList(value) ? [...value, other] : other)),
  fc.nat(8).map((levels): Change => (value) => Array.from({ length: levels }).reduce<Json>((inner) => [inner], value)),
  fc.constant<Change>((value) => (isList(value) ? [...value, ...value] : value)),
  fc.constant<Change>((value) => (typeof value === 'string' ? `${value}\n` : String(value))),
  fc.nat(64).map((at): Change => (value) => (typeof value === 'string' ? value.slice(0, at) + value.slice(at + 1) : value)),
  fc.nat(64).map((at): Change => (value) => (typeof value === 'string' ? value.slice(0, at) : value)),
);

/** Walks down by the numbers that were drawn, and changes what is there; `undefined` leaves it out. */
const changedAt = (value: Json, way: readonly number[], what: Change | undefined): Json => {
  const [first, ...rest] = way;
  const keys = isList(value) ? value.map((_, at) => String(at)) : isObject(value) ? Object.keys(value) : [];
  if (first === undefined || keys.length === 0) return what === undefined ? value : what(value);
  const key = keys[first % keys.length] ?? '';
  const inner = (value as { readonly [key: string]: Json })[key] ?? null;
  const isLast = rest.length === 0 || typeof inner !== 'object' || inner === null;
  const entries = keys.flatMap((each): [string, Json][] => {
    if (each !== key) return [[each, (value as { readonly [key: string]: Json })[each] ?? null]];
    if (isLast && what === undefined) return [];
    return [[each, changedAt(inner, isLast ? [] : rest, what)]];
  });
  return isList(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
};

/** The same message with one to three places of it changed. */
export const changed = (value: Json): Arbitrary<Json> =>
  fc
    .array(fc.tuple(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), fc.option(change, { nil: undefined, freq: 6 })), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<Json>((before, [way, what]) => changedAt(before, way, what), value));

/** Bytes as a bad line leaves them: some flipped, cut short, or said twice. */
const spoilt = (bytes: Uint8Array): Arbitrary<Uint8Array> =>
  fc.tuple(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.constantFrom('none', 'cut', 'twice'), fc.nat()).map(([flips, how, at]) => {
    const copy = Uint8Array.from(bytes);
    for (const [place, value] of flips) if (copy.length > 0) copy[place % copy.length] = value;
    if (how === 'cut') return copy.slice(0, copy.length === 0 ? 0 : at % copy.length);
    return how === 'twice' ? Uint8Array.from([...copy, ...copy]) : copy;
  });

/** A body with the encoding that it claims. */
export interface ABody {
  readonly bytes: Uint8Array;
  readonly encoding: string;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** What unpacks to sixteen megabytes, made once. */
const BOMB = gzipSync(new Uint8Array(16 * 1024 * 1024), { level: 9 });

/** One in a hundred is a bomb: unpacking to the limit takes its time. */
export const aBody = (message: Json): Arbitrary<ABody> =>
  fc.oneof(
    { weight: 50, arbitrary: changed(message).map((value) => ({ bytes: utf8(JSON.stringify(value) ?? ''), encoding: 'identity' })) },
    { weight: 10, arbitrary: changed(message).map((value) => ({ bytes: gzipSync(JSON.stringify(value) ?? '', { level: 1 }), encoding: 'gzip' })) },
    { weight: 20, arbitrary: spoilt(utf8(JSON.stringify(message))).map((bytes) => ({ bytes, encoding: 'identity' })) },
    { weight: 9, arbitrary: spoilt(gzipSync(JSON.stringify(message), { level: 1 })).map((bytes) => ({ bytes, encoding: 'gzip' })) },
    { weight: 10, arbitrary: fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('identity', 'gzip', 'br', '', 'gzip, gzip')).map(([bytes, encoding]) => ({ bytes, encoding })) },
    { weight: 1, arbitrary: fc.constant({ bytes: Uint8Array.from(BOMB), encoding: 'gzip' }) },
  );

/** A header as it could come: a true one with something changed, or any text at all. */
export const aHeader = (header: string): Arbitrary<string> =>
  fc.oneof({ weight: 8, arbitrary: changed(JSON.parse(header) as Json).map((value) => JSON.stringify(value) ?? '') }, { weight: 2, arbitrary: oddText });

/** Sealed parts need not be sealed at all to be kept. */
export const someParts: Arbitrary<readonly { readonly part: string; readonly age: string }[]> = fc.array(fc.record({ part: oddText, age: oddText }), { maxLength: 3 });

/** By what docs/wire.md says, and not by asking the code that is tried here. */
export const isWellFormed = async (carried: Json): Promise<boolean> => {
  if (!isObject(carried)) return false;
  const { id, digest, header, sealed } = carried as unknown as Partial<SealedRecord>;
  if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id) || typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest) || typeof header !== 'string') return false;
  const isParts = Array.isArray(sealed) && sealed.every((each: unknown) => typeof (each as { part?: unknown } | null)?.part === 'string' && typeof (each as { age?: unknown }).age === 'string');
  return isParts && Buffer.byteLength(JSON.stringify(carried)) <= LIMITS.recordBytes && (await digestOf(header, sealed)) === digest;
};
