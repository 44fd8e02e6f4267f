/** A council as people run it: `npm start`'s own script in a process of its own, which a test can stop or kill. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { ROOT } from './a-folder.ts';
import { databaseFor } from './engine.ts';

export interface ACouncilProcess {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  /** The one-time way in for staff. */
  readonly staffLink: string;
  /** Everything it printed, both streams. */
  readonly printed: () => string;
  /** Asks it to stop, and waits; gives the exit code. */
  readonly stop: () => Promise<number | null>;
  /** As a power cut does. */
  readonly kill: () => Promise<void>;
  /** Runs `npm run council -- ...` beside it and gives its standard output. */
  readonly command: (...args: readonly string[]) => Promise<string>;
  /** What `answers --format jsonl` prints, line by line. */
  readonly answers: () => Promise<readonly OpenedLine[]>;
}

/** The part of a line that tests look at. */
export interface OpenedLine {
  readonly id: string;
  readonly lang: string;
  readonly quote: string;
  readonly answers: readonly { readonly q: string; readonly kind: string; readonly value: unknown }[];
  readonly about: { readonly answers: readonly { readonly q: string; readonly kind: string; readonly value: unknown }[] };
  readonly clips: readonly unknown[];
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** `sh` sets the limit and then becomes the process itself, so that signals arrive. Node takes a file's limit as an error, not as its end. */
const LIMITED = 'ulimit -f "$1" && shift && exec "$@"';

const run = (script: string, args: readonly string[], env: NodeJS.ProcessEnv, fileBlocks?: number): ChildProcess => {
  const call = [process.execPath, join(ROOT, 'src/tools', script), ...args];
  const [program = '', ...rest] = fileBlocks === undefined ? call : ['sh', '-c', LIMITED, 'sh', String(fileBlocks), ...call];
  const child = spawn(program, rest, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve(child.exitCode) : new Promise((over) => child.once('exit', (code) => over(code)));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Said where sources have changed since the last build: a test run by hand may meet it, and it is no news. */
const BUILDING = /^(Building the page and the council \.\.\.|Built in .*)\n/gm;

/** Runs a script of `npm run ...` to its end. `fileBlocks` as for a council: a full disk. */
export const runScript = async (script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, fileBlocks?: number): Promise<Ran> => {
  const dataDir = env['DATA_DIR'];
  const database = env['DATABASE_URL'] ?? (dataDir === undefined ? undefined : await databaseFor(dirname(dataDir)));
  const child = run(script, args, database === undefined ? env : { ...env, DATABASE_URL: database }, fileBlocks);
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((over) => child.once('close', over));
  return { code, out, err: err.replace(BUILDING, '') };
};

const command = async (env: NodeJS.ProcessEnv, args: readonly string[]): Promise<string> => {
  const { code, out, err } = await runScript('council.mjs', args, env);
  if (code !== 0) throw new Error(`council ${args.join(' ')}: exit ${code}\n${err}`);
  return out;
};

export interface ProcessWish {
  readonly port?: number;
  readonly packsDir?: string;
  /** Unless told, the engine of the run says it. */
  readonly databaseUrl?: string;
  /** As an operator says it: then what is in both places is called durable, though they share a disk. */
  readonly isOneDiskEnough?: boolean;
  /** As large as a file may become, in blocks of 512 bytes: to the process that is a full disk. */
  readonly fileBlocks?: number;
}

/** `folder` holds data and keys: give the same one again, and the same port, for a restart. Throws what it said if it won't start. */
export const startCouncil = async (folder: string, { port = 0, packsDir, isOneDiskEnough = false, fileBlocks, databaseUrl }: ProcessWish = {}): Promise<ACouncilProcess> => {
  const database = databaseUrl ?? (await databaseFor(folder));
  const env = {
    PORT: String(port), HOST: '127.0.0.1', DATA_DIR: join(folder, 'data'), KEYS_DIR: join(folder, 'keys'),
    ONE_DISK_IS_ENOUGH: isOneDiskEnough ? 'yes' : 'no',
    ...(packsDir === undefined ? {} : { PACKS_DIR: packsDir }), ...(database === undefined ? {} : { DATABASE_URL: database }),
  };
  const child = run('start.mjs', [], env, fileBlocks);
  let printed = '';
  const lines: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ready = new Promise<void>((is, not) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      printed += `${line}\n`;
      if (lines.push(line) === 2) is();
    });
    child.once('close', (code) => not(new Error(`the council ended with ${code}: ${printed}`)));
  });
  await ready;
  const [address = '', staffLink = ''] = lines.map((line) => /http\S+/.exec(line)?.[0] ?? '');
  return {
    address,
    port: Number(new URL(address).port),
    pid: child.pid ?? 0,
    staffLink,
    printed: () => printed,
    stop: () => {
      child.kill('SIGTERM');
      return ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
    command: (...args) => command(env, args),
    answers: async () => (await command(env, ['answers', '--format', 'jsonl'])).split('\n').filter(Boolean).map((line) => JSON.parse(line) as OpenedLine),
  };
};
