/** `withdraw`: takes back what a receipt code belongs to, for someone who calls or hands in the paper. */
import { COMMAND_LINE } from '../audit.ts';
import { takeBackByCode, type TookBack } from '../take-back.ts';
import { NotDone, readOptions, Usage, type At, type Command } from './command.ts';

const SAID: Readonly<Record<TookBack, string>> = {
  'taken-back': 'Taken back: nothing of what was said is here any more.',
  waits: 'Nothing has come with this code yet. It is refused when it comes.',
  'was-before': 'It had been taken back already.',
};

/** A code may be typed in groups, with spaces between them. */
const MOST_GROUPS = 14;

const run = async ({ council, print }: At, args: readonly string[]): Promise<number> => {
  const { positionals } = readOptions(args, [], MOST_GROUPS);
  if (positionals.length === 0) throw new Usage('Say which code: withdraw XXXX-XXXX-XXXX-XX.');
  const took = await takeBackByCode(council, COMMAND_LINE, positionals.join(''));
  if (!took.ok) throw new NotDone('This is not quite a code: one letter may be wrong. Look at the receipt again.');
  print(SAID[took.value]);
  return 0;
};

export const withdraw: Command = { name: 'withdraw', how: [['withdraw CODE', 'Takes back what this receipt code belongs to. Logged, without the code.']], run };
