/** `help`: every command, how it is called and what it does. */
import type { BareCommand, Command } from './command.ts';

export const help = (commands: readonly (Command | BareCommand)[]): readonly string[] => {
  const lines = [...commands.flatMap((command) => command.how), ['help', 'This list.'] as const];
  const width = Math.max(...lines.map(([call]) => call.length));
  return ['npm run council -- COMMAND', '', ...lines.map(([call, what]) => `  ${call.padEnd(width)}  ${what}`), '', 'DATA_DIR, KEYS_DIR and JOURNAL_DIR say which council: as for npm start.'];
};
