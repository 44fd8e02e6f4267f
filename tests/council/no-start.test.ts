/** A council that can't start says why in one sentence, ends with 1, and never shows a stack. */
import { createServer, type AddressInfo } from 'node:net';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runScript, startCouncil } from '../kit/a-council-process.ts';
import { aFolder } from '../kit/a-folder.ts';

/** A build may be needed first, if a test is run by hand. */
const PATIENCE_MS = 120_000;

const refused = async (env: NodeJS.ProcessEnv, folder = aFolder()): Promise<string> => {
  const { code, out, err } = await runScript('start.mjs', [], { HOST: '127.0.0.1', PORT: '0', DATA_DIR: join(folder, 'data'), KEYS_DIR: join(folder, 'keys'), ...env });
  const said = err.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  expect({ code, out, lines: said.length }, err).toEqual({ code: 1, out: '', lines: 1 });
  expect(said[0]).toMatch(/: .*\.$/);
  expect(err).not.toMatch(/^\s+at |should not have happened/m);
  return said[0] ?? '';
};

test('the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await refused({ PORT: String(port) })).toBe(`Port ${port} is taken: stop what uses it, or start on another with PORT=8080 npm start.`);
}, PATIENCE_MS);

test('DATA_DIR is a file, and it stays as it was', async () => {
  const file = join(aFolder(), 'minutes.txt');
  writeFileSync(file, 'x');
  expect(await refused({ DATA_DIR: file })).toBe(`${file} is a file where a folder is needed: move it away, or set DATA_DIR or KEYS_DIR to another folder.`);
}, PATIENCE_MS);

test('the keys would lie in the data', async () => {
  const folder = aFolder();
  expect(await refused({ KEYS_DIR: join(folder, 'data', 'keys') }, folder)).toContain('inside of DATA_DIR');
  expect(readdirSync(folder)).toEqual([]);
}, PATIENCE_MS);

test('KEYS_DIR holds other files', async () => {
  const folder = aFolder();
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys', 'letter.txt'), 'x');
  expect(await refused({}, folder)).toContain('holds other files and no ring.json');
}, PATIENCE_MS);

test('the disk is full, and was not when it was begun: it says so and ends', async () => {
  const folder = aFolder();
  await (await startCouncil(folder)).stop();
  await expect(startCouncil(folder, { fileBlocks: 1 })).rejects.toThrow(`the council ended with 1: The disk under ${join(folder, 'data', 'our-turn.sqlite')} is full or fails: make room or mend it, and start again. Nothing that was kept is lost.\n`);
}, PATIENCE_MS);

test('PORT is no port, and HOST is no address of this machine', async () => {
  expect(await refused({ PORT: 'http' })).toBe('PORT is "http", which is not a port: set it to a number from 1 to 65535.');
  expect(await refused({ HOST: '203.0.113.7' })).toBe('203.0.113.7 is not an address of this machine: set HOST to one that is, such as 127.0.0.1.');
}, PATIENCE_MS);

test('DATABASE_URL leads nowhere, or is none: it says so, shows no password, and makes no tables elsewhere', async () => {
  const folder = aFolder();
  expect(await refused({ DATABASE_URL: 'postgres://our-turn:s3cret@127.0.0.1:1/our_turn' }, folder)).toBe("The database 127.0.0.1:1/our_turn can't be reached: start PostgreSQL, or set DATABASE_URL to where it is. Nothing that was kept is lost.");
  expect(readdirSync(join(folder, 'data'))).toEqual([]);
  expect(await refused({ DATABASE_URL: 'our-turn:s3cret@db/our_turn' })).toMatch(/^DATABASE_URL is not the address of a PostgreSQL database: (?!.*s3cret)/);
}, PATIENCE_MS);
