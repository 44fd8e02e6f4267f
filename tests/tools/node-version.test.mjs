/** The check of Node's version, which an old Node must be able to read. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeFault } from '../../src/tools/node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.21.0', '30.1.0'])('Node %s will do', (version) => {
  expect(nodeFault(version)).toBeUndefined();
});

test.each(['12.22.12', '18.20.4', '20.18.3', '21.7.3', '22.11.0', ''])('Node %s is told what to do', (version) => {
  expect(nodeFault(version)).toMatch(/^Our Turn needs Node 20\.19 .*https:\/\/nodejs\.org/);
});

const ENTRIES = ['start', 'build', 'council', 'check-pack', 'test', 'bench', 'pictures', 'run-file', 'begin', 'node-version'];

test.each(ENTRIES)('%s.mjs loads nothing and says nothing that Node 12 does not know', (name) => {
  const text = readFileSync(new URL(`../../src/tools/${name}.mjs`, import.meta.url), 'utf8');
  const fixed = [...text.matchAll(/^(?:import|export) .*from '([^']*)'/gm)].map(([, from]) => from);
  expect(fixed.filter((from) => from !== './begin.mjs' && from !== './node-version.mjs')).toEqual([]);
  expect(text).not.toMatch(/\?\?|\?\.|^await |'node:/m);
});
