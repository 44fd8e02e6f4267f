/** The PostgreSQL of the tests is gone when they are, also when they are killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../kit/a-folder.ts';

const takesConnections = (port: number): Promise<boolean> =>
  new Promise((says) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => (socket.destroy(), says(true))).once('error', () => says(false));
  });

/** Starts it as the run of the tests does, prints its address, and lives on. */
const A_RUN = `
  const keeper = require('node:child_process').spawn(process.execPath, [process.argv[1]], { stdio: ['pipe', 'inherit', 'inherit'], detached: true });
  setInterval(() => keeper.pid, 1000);`;

test('a run of tests that is killed with no time to say goodbye leaves no PostgreSQL behind', async () => {
  const run = spawn(process.execPath, ['-e', A_RUN, join(ROOT, 'tests/kit/postgres-keeper.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: run.stdout }), 'line')) as [string];
  const port = Number(new URL((JSON.parse(line) as { url: string }).url).port);
  expect(await takesConnections(port)).toBe(true);
  run.kill('SIGKILL');
  await expect.poll(() => takesConnections(port), { timeout: 20_000, interval: 100 }).toBe(false);
});
