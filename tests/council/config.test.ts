/** What an operator may set, and what is said to one who set it wrong. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressOf, readConfig, SettingFault } from '../../src/council/config.ts';

const ROOT = join('/srv', 'our-turn');

test('nothing is set: port 8080, this machine only, data in the project, keys and journal beside the data', () => {
  expect(readConfig({}, ROOT)).toEqual({
    port: 8080, host: '127.0.0.1', dataDir: join(ROOT, 'data'), keysDir: join(ROOT, 'data-keys'), journalDir: join(ROOT, 'data-journal'), isOneDiskEnough: false, packsDir: join(ROOT, 'packs'), distDir: join(ROOT, 'dist'),
    front: { trustedProxies: ['127.0.0.0/8', '::1/128'] },
  });
});

test('a setting that is empty counts as not set, as in a file of settings that someone began', () => {
  expect(readConfig({ PORT: '', HOST: '', DATA_DIR: '', KEYS_DIR: '', JOURNAL_DIR: '', ONE_DISK_IS_ENOUGH: '', PACKS_DIR: '' }, ROOT)).toEqual(readConfig({}, ROOT));
});

test('what is set is taken, and the keys follow the data unless they have a place of their own', () => {
  expect(readConfig({ PORT: '9000', HOST: '::', DATA_DIR: '/var/council' }, ROOT)).toMatchObject({ port: 9000, host: '::', dataDir: '/var/council', keysDir: '/var/council-keys' });
  expect(readConfig({ DATA_DIR: '/var/council', KEYS_DIR: '/mnt/keys' }, ROOT).keysDir).toBe('/mnt/keys');
});

test.each(['80 80', 'http', '-1', '65536', '80.5', 'NaN'])('PORT=%s is refused in one sentence that names it', (PORT) => {
  const read = (): unknown => readConfig({ PORT }, ROOT);
  expect(read).toThrow(SettingFault);
  expect(read).toThrow(`PORT is "${PORT}", which is not a port: set it to a number from 1 to 65535.`);
});

test.each([
  ['in the data', '/var/council/keys'],
  ['deep in the data', '/var/council/a/../b/keys'],
  ['the data folder itself', '/var/council/'],
])('keys %s are refused: a copy of the answers would hold what opens them', (_, KEYS_DIR) => {
  const read = (): unknown => readConfig({ DATA_DIR: '/var/council', KEYS_DIR }, ROOT);
  expect(read).toThrow(SettingFault);
  expect(read).toThrow(/KEYS_DIR is \/var\/council.*inside of DATA_DIR.*such as \/var\/council-keys\.$/);
});

test('keys beside the data are taken, also where the names begin alike', () => {
  for (const KEYS_DIR of ['/var/council-keys', '/var/keys', '/var/council2', '/var']) expect(readConfig({ DATA_DIR: '/var/council', KEYS_DIR }, ROOT).keysDir).toBe(KEYS_DIR);
});

test('the address is one that opens on this machine', () => {
  expect(addressOf({ host: '127.0.0.1' }, 8080)).toBe('http://127.0.0.1:8080');
  expect(addressOf({ host: '0.0.0.0' }, 8080)).toBe('http://localhost:8080');
  expect(addressOf({ host: '::' }, 8080)).toBe('http://localhost:8080');
  expect(addressOf({ host: '::1' }, 8080)).toBe('http://[::1]:8080');
});

test.each([
  ['DATA_DIR', '/var/council/journal'],
  ['KEYS_DIR', '/mnt/keys/journal'],
])('a journal in %s is refused: what befalls the one befalls the other', (name, JOURNAL_DIR) => {
  const read = (): unknown => readConfig({ DATA_DIR: '/var/council', KEYS_DIR: '/mnt/keys', JOURNAL_DIR }, ROOT);
  expect(read).toThrow(SettingFault);
  expect(read).toThrow(new RegExp(`^JOURNAL_DIR is ${JOURNAL_DIR}, inside of ${name}, .*such as /var/council-journal\\.$`));
});

test('one disk is enough only where somebody has said yes', () => {
  expect(['yes', 'no', ''].map((ONE_DISK_IS_ENOUGH) => readConfig({ ONE_DISK_IS_ENOUGH }, ROOT).isOneDiskEnough)).toEqual([true, false, false]);
  expect(() => readConfig({ ONE_DISK_IS_ENOUGH: 'maybe' }, ROOT)).toThrow('ONE_DISK_IS_ENOUGH is "maybe": say yes or no.');
});

test('object storage in the place of a folder: its address and its keys, over HTTPS or on this very machine', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
  const read = (JOURNAL_S3: string, more: Readonly<Record<string, string>> = keys) => readConfig({ JOURNAL_S3, ...more }, ROOT).journalBucket;
  expect(read('')).toBeUndefined();
  expect(read('https://s3.example.org/council/journal/')).toEqual({ url: 'https://s3.example.org/council/journal', keyId: 'id', secret: 'secret', region: 'us-east-1' });
  expect(read('http://127.0.0.1:9000/council', { ...keys, AWS_REGION: 'eu-west-2' })).toMatchObject({ region: 'eu-west-2' });
  for (const strange of ['council', 's3://council', 'http://s3.example.org/council', 'https://s3.example.org', 'https://id:secret@s3.example.org/council']) {
    expect(() => read(strange)).toThrow('JOURNAL_S3 is not the address of a bucket: write it as https://HOST/BUCKET or https://HOST/BUCKET/FOLDER, without a key in it.');
  }
  expect(() => read('https://s3.example.org/council', {})).toThrow('JOURNAL_S3 is set, and its keys are not: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY as well.');
});

test('DATABASE_URL is a PostgreSQL, or left out', () => {
  const url = 'postgres://our-turn:s3%2Fcret@db.example.org:5432/our_turn?sslmode=verify-full';
  expect(readConfig({ DATABASE_URL: url }, '/srv').databaseUrl).toBe(url);
  for (const env of [{}, { DATABASE_URL: '' }]) expect(readConfig(env, '/srv')).not.toHaveProperty('databaseUrl');
});

test.each(['mysql://a:s3cret@db/x', 'db.example.org', 'postgres://a:s3cret@db.example.org', 'postgres://a:s3/cret@db/x', 'postgres:// /x'])('DATABASE_URL is %s: refused before anything is tried, and not shown', (url) => {
  expect(() => readConfig({ DATABASE_URL: url }, '/srv')).toThrow(/^DATABASE_URL is not the address of a PostgreSQL database: write it as postgres:\/\/USER:PASSWORD@HOST:5432\/NAME/);
  expect(() => readConfig({ DATABASE_URL: url }, '/srv')).not.toThrow(/s3/);
});
