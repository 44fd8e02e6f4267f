/** Values that are nearly right: a good message with one place of it changed, taken out, or said twice, for whoever reads it to trip over. */
import fc from 'fast-check';

/** What people, proxies and old versions put where something else belongs. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', '__proto__', 'constructor', '\ud800', 'x'.repeat(5_000), [], {}, [[]], { length: -1 }),
);

type Way = readonly (string | number)[];

const waysIn = (value: unknown, way: Way = []): readonly Way[] =>
  typeof value === 'object' && value !== null ? [way, ...Object.entries(value).flatMap(([key, inner]) => waysIn(inner, [...way, key]))] : [way];

/** The same value, but for what is there in the end. `undefined` takes it out. */
const put = (value: unknown, [key, ...rest]: Way, what: unknown): unknown => {
  if (key === undefined) return what;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string | number, unknown>;
  if (rest.length === 0 && what === undefined) delete copy[key];
  else copy[key] = put(copy[key], rest, what);
  return copy;
};

/** `good` with one to three places changed; as a value. */
export const nearly = (good: unknown): fc.Arbitrary<unknown> => {
  const one = fc.tuple(fc.constantFrom(...waysIn(good)), fc.option(odd, { nil: undefined }));
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((value, [way, what]) => {
      // A change before may have taken away what this one would have changed.
      const isThere = way.slice(0, -1).reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined), value);
      return way.length === 0 || (typeof isThere === 'object' && isThere !== null) ? put(value, way, what) : value;
    }, good),
  );
};

/** The text of such a value, or something that is no such text at all. */
export const nearlyJson = (good: unknown): fc.Arbitrary<string> => {
  const text = JSON.stringify(good);
  return fc.oneof(
    { weight: 5, arbitrary: nearly(good).map((value) => JSON.stringify(value) ?? '') },
    { weight: 2, arbitrary: fc.nat(text.length).map((at) => text.slice(0, at)) },
    { weight: 2, arbitrary: fc.tuple(fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 3 })).map(([at, more]) => text.slice(0, at) + more + text.slice(at + 1)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
};

/** What an HTTP header can carry. */
export const headerText = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 });
