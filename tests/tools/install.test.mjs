/** Whether what is installed is what the lock says. */
import { expect, test } from 'vitest';
import { isInstalled } from '../../src/tools/install.mjs';

const vite = { version: '8.3.8', integrity: 'sha512-a' };
const here = { version: '1.0.0', integrity: 'sha512-b', optional: true, os: [process.platform], cpu: [process.arch] };
const elsewhere = { version: '1.0.0', integrity: 'sha512-c', optional: true, os: ['another-system'] };
const lock = { '': { version: '0.1.0' }, 'node_modules/vite': vite, 'node_modules/here': here, 'node_modules/elsewhere': elsewhere };

test('all that this machine can use is there', () => {
  expect(isInstalled(lock, { 'node_modules/vite': vite, 'node_modules/here': here })).toBe(true);
});

test('nothing is there, or an installation was broken off', () => expect(isInstalled(lock, {})).toBe(false));

test('another version, or another content of the same version', () => {
  expect(isInstalled(lock, { 'node_modules/vite': { ...vite, version: '8.3.7' } })).toBe(false);
  expect(isInstalled(lock, { 'node_modules/vite': { ...vite, integrity: 'sha512-z' } })).toBe(false);
});

test('the folder was copied from a machine of another kind', () => {
  expect(isInstalled(lock, { 'node_modules/vite': vite, 'node_modules/elsewhere': elsewhere })).toBe(false);
});
