/** `npm run council -- ...`: the council at the command line, for whoever runs the machine. */
import { readConfig, SettingFault } from './config.ts';
import { answers } from './commands/answers.ts';
import { backup } from './commands/backup.ts';
import { closeDay } from './commands/close-day.ts';
import { NotDone, Usage, type BareCommand, type Command } from './commands/command.ts';
import { help } from './commands/help.ts';
import { keys } from './commands/keys.ts';
import { replies } from './commands/replies.ts';
import { restore } from './commands/restore.ts';
import { retention } from './commands/retention.ts';
import { staffLink } from './commands/staff-link.ts';
import { verify } from './commands/verify.ts';
import { withdraw } from './commands/withdraw.ts';
import { logTo } from './log.ts';
import { openCouncil } from './open-council.ts';
import { StartFault } from './start-fault.ts';
import { realWorld } from './world.ts';

const COMMANDS: readonly (Command | BareCommand)[] = [answers, replies, keys, staffLink, withdraw, retention, closeDay, backup, restore, verify];

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const carryOut = async (command: Command | BareCommand, args: readonly string[], root: string, env: NodeJS.ProcessEnv): Promise<number> => {
  const [world, config] = [realWorld(), readConfig(env, root)];
  if ('runBare' in command) return command.runBare({ config, print, complain }, args);
  const done = await command.before?.({ config, print, complain }, args);
  if (done !== undefined) return done;
  const council = await openCouncil(config, world, logTo(complain, world), false);
  try {
    return await command.run({ council, print, complain }, args);
  } finally {
    await council.close();
  }
};

/** Gives the exit code: 0 done, 1 not done, 2 not understood. */
export const run = async (args: readonly string[], root: string, env: NodeJS.ProcessEnv): Promise<number> => {
  const [name = 'help', ...rest] = args;
  // A reader such as `head` that has seen enough is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  if (name === 'help' || name === '--help' || rest.includes('--help')) {
    help(COMMANDS).forEach(print);
    return 0;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) {
    complain(`There is no command "${name}". npm run council -- help lists them.`);
    return 2;
  }
  try {
    return await carryOut(command, rest, root, env);
  } catch (error) {
    if (!(error instanceof StartFault || error instanceof SettingFault || error instanceof Usage || error instanceof NotDone)) throw error;
    complain(error.message);
    return error instanceof Usage ? 2 : 1;
  }
};
