/** `close-day`: takes the order of arrival from what stands apart, as the council does by itself every night. */
import { closeTables } from '../nights.ts';
import { readOptions, Usage, type At, type Command } from './command.ts';

const run = async ({ council, print }: At, args: readonly string[]): Promise<number> => {
  const { positionals } = readOptions(args, [], 1);
  const [which] = positionals;
  if (which !== undefined && which !== 'again') throw new Usage(`"close-day ${which}" is not known: say close-day, or close-day again.`);
  print(`${(await closeTables(council, which === 'again')) ?? 0} rows now lie without the order in which they came.`);
  return 0;
};

export const closeDay: Command = {
  name: 'close-day',
  how: [['close-day [again]', 'Takes the order of arrival from what stands apart, up to yesterday; again: from all, as after a restore.']],
  run,
};
