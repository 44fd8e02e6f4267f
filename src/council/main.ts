/** The council's server, from start to stop. tools/start.mjs imports the built file and calls `serve`. */
import type { Server } from 'node:http';
import { addressesOf, readConfig, SettingFault, type Config } from './config.ts';
import { forgetOtherDays } from './day-salt.ts';
import { councilApp } from './http/app.ts';
import { councilServer } from './http/server.ts';
import { logTo, placeOf } from './log.ts';
import { openCouncil, type OpenCouncil } from './open-council.ts';
import { makeStaffLink } from './staff/enter.ts';
import { asStartFault, StartFault } from './start-fault.ts';
import { realWorld } from './world.ts';

/** What it took is finished; what takes longer than this after it was asked to stop is cut off. */
const LONGEST_STOP_MS = 8_000;
const HOUR_MS = 3_600_000;
/** A connection whose last request is answered would be kept open for more, for five seconds. */
const SWEEP_MS = 100;

const LISTEN_FAULTS: Readonly<Record<string, (config: Config) => string>> = {
  EADDRINUSE: ({ port }) => `Port ${port} is taken: stop what uses it, or start on another with PORT=${port === 8080 ? 8081 : 8080} npm start.`,
  EACCES: ({ port }) => `Port ${port} may not be opened by this user: use one above 1023, such as PORT=8080 npm start.`,
  EADDRNOTAVAIL: ({ host }) => `${host} is not an address of this machine: set HOST to one that is, such as 127.0.0.1.`,
  ENOTFOUND: ({ host }) => `${host} is not an address of this machine: set HOST to one that is, such as 127.0.0.1.`,
};

const listen = (server: Server, config: Config): Promise<number> =>
  new Promise((ready, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words = LISTEN_FAULTS[error.code ?? ''];
      failed(words === undefined ? error : new StartFault(words(config)));
    });
    server.listen(config.port, config.host, () => {
      const address = server.address();
      ready(typeof address === 'object' && address !== null ? address.port : config.port);
    });
  });

/** What stopping needs to know: whether it has begun. */
interface Stopping {
  isAsked: boolean;
}

const stop = async (server: Server, council: OpenCouncil): Promise<void> => {
  const cut = setTimeout(() => server.closeAllConnections(), LONGEST_STOP_MS);
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  await new Promise<void>((closed) => {
    server.close(() => closed());
    server.closeIdleConnections();
  });
  clearInterval(sweep);
  clearTimeout(cut);
  await council.close();
  council.log('stopped');
};

const stopWhenAsked = (server: Server, council: OpenCouncil, stopping: Stopping): void => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // Not `once`: Ctrl-C reaches a process under npm twice, and the second must not cut off what the first lets finish.
    process.on(signal, () => {
      if (stopping.isAsked) return;
      stopping.isAsked = true;
      void stop(server, council).then(() => process.exit(0));
    });
  }
};

/** What `durable` will say, for whoever runs the machine. */
const howSafe = ({ config, second: { depot, isApart } }: OpenCouncil): string => {
  if (!isApart) return `Answers are kept twice, here and at ${depot.where}, but on one disk, so phones keep their copies: set JOURNAL_DIR to a folder on another disk.`;
  if (config.isOneDiskEnough) return `Answers are kept twice, here and at ${depot.where}. ONE_DISK_IS_ENOUGH is set, so phones are told that they are safe.`;
  return `Answers are kept in two places, here and at ${depot.where}, so phones are told that they are safe.`;
};

/** What was counted goes with its day, also where nobody hands in anything on the next. */
const forgetEachHour = async (council: OpenCouncil): Promise<void> => {
  await forgetOtherDays(council);
  const again = (): void => void forgetOtherDays(council).catch((error: Error) => council.log('went-wrong', { error: error.name, where: placeOf(error) }));
  setInterval(again, HOUR_MS).unref();
};

const begin = async (root: string, env: NodeJS.ProcessEnv): Promise<void> => {
  const config = readConfig(env, root);
  const world = realWorld();
  const log = logTo((line) => process.stderr.write(`${line}\n`), world);
  const council = await openCouncil(config, world, log, true);
  const stopping: Stopping = { isAsked: false };
  const server = councilServer(councilApp(council, () => stopping.isAsked));
  try {
    const address = addressesOf(config, await listen(server, config));
    stopWhenAsked(server, council, stopping);
    await forgetEachHour(council);
    const token = await makeStaffLink(council);
    if (council.keys.recoveryFile !== null) process.stderr.write(`Move the recovery secret away from this machine, to two safe places: ${council.keys.recoveryFile}\n`);
    process.stderr.write(`${howSafe(council)}\n`);
    process.stdout.write(`Our Turn is at ${address.residents}\nStaff sign in once at ${address.staff}/staff/enter/${token}\n`);
  } catch (error) {
    // It may be listening already, and a process that listens does not end.
    server.close();
    server.closeAllConnections();
    await council.close();
    throw asStartFault(error, config.dataDir);
  }
};

/** Starts, prints its two lines and serves until SIGTERM. What a person can put right is one sentence and exit code 1. */
export const serve = async (root: string, env: NodeJS.ProcessEnv): Promise<void> => {
  try {
    await begin(root, env);
  } catch (error) {
    if (!(error instanceof StartFault || error instanceof SettingFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
};
