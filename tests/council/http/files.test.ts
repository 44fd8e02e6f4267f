/** Files as they are sent: the same bytes however they are packed, and each with the life that it has. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, ROOT, theEnd } from '../../kit/a-folder.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const PAGE = join(ROOT, 'dist', 'page');
// Manifests of clips name people, and stay here; phones get lists in their place.
const files = readdirSync(PAGE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.br') && entry.name !== 'csp.json')
  .map((entry) => relative(PAGE, join(entry.parentPath, entry.name)))
  // The studio's page stands at an address of its own.
  .filter((file) => !file.endsWith('manifest.json') && file !== 'studio.html');
const ending = (file: string): string => /\.\w+$/.exec(file)?.[0] ?? '';
/** Some of each kind: there are hundreds of clips. */
const some = files.filter((file) => files.filter((each) => ending(each) === ending(file)).indexOf(file) < 4);
const IS_PACKED_ALREADY = /\.(png|woff2|mp3)$/;
const HAS_HASH = /^assets\/|^studio\/(?!files\.json)|\.[0-9a-f]{8}\.mp3$/;

const UNPACK: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = { br: brotliDecompressSync, gzip: gunzipSync };
const asked = async (path: string, encoding?: string, method = 'GET') => {
  const response = await council.fetch(path, { method, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } });
  return { response, bytes: new Uint8Array(await response.arrayBuffer()), packed: response.headers.get('content-encoding') ?? 'identity' };
};

test('the build left files to send', () => {
  expect(files.length).toBeGreaterThan(10);
});

test.each(some)('%s: br, gzip and plain give the bytes that were built', async (file) => {
  const built = readFileSync(join(PAGE, file));
  for (const encoding of ['br', 'gzip', 'identity']) {
    const { response, bytes, packed } = await asked(`/${file}`, encoding);
    expect(response.status).toBe(200);
    expect(packed).toBe(IS_PACKED_ALREADY.test(file) ? 'identity' : encoding);
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(Buffer.compare((UNPACK[packed] ?? ((same: Uint8Array) => same))(bytes), built)).toBe(0);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test.each(some)('%s: HEAD says what GET says, without the body', async (file) => {
  const [get, head] = [await asked(`/${file}`, 'br'), await asked(`/${file}`, 'br', 'HEAD')];
  expect(head.bytes.byteLength).toBe(0);
  expect(Object.fromEntries(head.response.headers)).toEqual(Object.fromEntries(get.response.headers));
});

test('only a name with a hash in it is kept for ever', async () => {
  for (const file of files) {
    const life = (await asked(`/${file}`)).response.headers.get('cache-control');
    expect(life, file).toBe(HAS_HASH.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
  }
});

test('each kind of file has its type', async () => {
  const types = new Map(await Promise.all(files.map(async (file) => [ending(file), (await asked(`/${file}`)).response.headers.get('content-type')] as const)));
  expect(Object.fromEntries(types)).toMatchObject({
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.png': 'image/png',
    '.svg': 'image/svg+xml',
    '.webmanifest': 'application/manifest+json',
    '.woff2': 'font/woff2',
    '.wasm': 'application/wasm',
  });
  expect([...types.values()]).not.toContain('application/octet-stream');
});

test.each([
  ['br;q=1.0, gzip;q=0.5', 'br'],
  ['gzip, deflate, br', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.000, gzip;q=0', 'identity'],
  [' br ', 'br'],
  ['brotli, x-gzip', 'identity'],
  ['', 'identity'],
])('"%s" is answered with %s', async (encoding, packed) => {
  expect((await asked('/en/', encoding)).packed).toBe(packed);
});

test('pages are packed as files are', async () => {
  const plain = (await asked('/bn/visitor-parking')).bytes;
  for (const encoding of ['br', 'gzip']) {
    const { bytes } = await asked('/bn/visitor-parking', encoding);
    expect(bytes.byteLength).toBeLessThan(plain.byteLength / 2);
    expect(Buffer.compare(UNPACK[encoding]!(bytes), plain)).toBe(0);
  }
  const head = await asked('/bn/visitor-parking', 'br', 'HEAD');
  expect([head.response.status, head.bytes.byteLength]).toEqual([200, 0]);
});
