/** What people are told when something goes wrong. */
import { expect, test } from 'vitest';
import { Fault, sentenceFor, sentenceIn } from '../../src/tools/fault.mjs';

test.each([
  ['npm error code ENOTFOUND\nnpm error network request to https://registry.example/vite failed', /registry can't be reached/],
  ['npm error code EAI_AGAIN', /registry can't be reached/],
  ['npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write', /disk is full/],
  ["npm error code EACCES\nnpm error path /srv/our-turn/node_modules", /may not write/],
  ['Failed to write file\n\nCaused by:\n    No space left on device (os error 28)', /disk is full/],
  ['npm error code EUSAGE', /npm install/],
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
])('%s', (said, told) => expect(sentenceIn(said)).toMatch(told));

test('a full disk is the cause, whatever else failed after it', () => {
  expect(sentenceIn('npm error code EPERM\nnpm error ENOSPC')).toMatch(/disk is full/);
});

test('a fault is told as it stands, also one of the council, which is built apart', () => {
  class StartFault extends Error {}
  expect(sentenceFor(new Fault('Do this.'))).toBe('Do this.');
  expect(sentenceFor(new StartFault('Do that.'))).toBe('Do that.');
});

test('what nobody foresaw is told without a stack trace', () => {
  expect(sentenceFor(new TypeError('x is not a function'))).not.toMatch(/\n\s+at /);
  expect(sentenceFor(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toMatch(/disk is full/);
});
