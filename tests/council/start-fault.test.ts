/** Why a council can't start, in a sentence for whoever runs the machine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCouncil } from '../../src/council/open-council.ts';
import { asStartFault, StartFault } from '../../src/council/start-fault.ts';
import { realWorld } from '../../src/council/world.ts';
import { configFor } from '../kit/a-council.ts';
import { aFolder } from '../kit/a-folder.ts';

const CODES = [
  'ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST',
  'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_NOTADB', 'SQLITE_CORRUPT', 'SQLITE_BUSY', 'SQLITE_READONLY', 'SQLITE_CANTOPEN',
];

test.each(CODES)('%s becomes one sentence with the place, and what to do after the colon', (code) => {
  const fault = asStartFault(Object.assign(new Error('secret'), { code }), '/srv/data');
  expect(fault).toBeInstanceOf(StartFault);
  expect(fault.message).toMatch(/\/srv\/data[^\n]*: [^\n]+\.$/);
  expect(fault.message).not.toContain('secret');
});

test('what is not known stays the bug that it is', () => {
  const bug = new TypeError('x is not a function');
  expect(asStartFault(bug, '/srv/data')).toBe(bug);
  expect(asStartFault(Object.assign(new Error('odd'), { code: 5 }), '/srv/data')).not.toBeInstanceOf(StartFault);
  expect(asStartFault('text', '/srv/data').message).toBe('text');
  expect(asStartFault(null, '/srv/data').message).toBe('null');
});

test('a sentence that was made already passes through as it is', () => {
  const fault = new StartFault('This machine can’t be trusted.');
  expect(asStartFault(fault, '/srv/data')).toBe(fault);
});

const open = (change: object): Promise<unknown> => openCouncil({ ...configFor(aFolder()), ...change }, realWorld(), () => undefined, true);

test('nothing was built: it says how', async () => {
  const distDir = aFolder();
  await expect(open({ distDir })).rejects.toThrow(new StartFault(`${join(distDir, 'prerender', 'prerender.js')} is not there: run npm run build, then start again.`));
});

test('KEYS_DIR is a file', async () => {
  const keysDir = join(aFolder(), 'keys');
  writeFileSync(keysDir, 'x');
  await expect(open({ keysDir })).rejects.toThrow(new StartFault(`${keysDir} is a file where a folder is needed: move it away, or set DATA_DIR or KEYS_DIR to another folder.`));
});

test('there are no packs: it starts all the same, with an empty shelf', async () => {
  const council = await openCouncil({ ...configFor(aFolder()), packsDir: join(aFolder(), 'none') }, realWorld(), () => undefined, true);
  expect(council.packs.shelf()).toEqual({ v: 1, packs: [] });
  await council.close();
});
