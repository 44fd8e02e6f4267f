/** `retention`: says what has been kept as long as was promised, and with `--do` erases it. */
import { COMMAND_LINE } from '../audit.ts';
import { dueNow, eraseDue, type Due } from '../retention.ts';
import { readOptions, type At, type Command } from './command.ts';

const asText = ({ pack, kind, all, ids, nextOn }: Due): string => {
  const next = nextOn === undefined ? '' : `, the next after ${nextOn}`;
  return `${pack === '' ? 'put aside' : `${pack}  ${kind}`}: ${ids.length} of ${all} ${ids.length === 1 ? 'goes' : 'go'}${next}`;
};

const run = async ({ council, print }: At, args: readonly string[]): Promise<number> => {
  const isToBeDone = args.includes('--do');
  readOptions(args.filter((arg) => arg !== '--do'), []);
  const due = await dueNow(council);
  for (const each of due) print(asText(each));
  const count = due.reduce((sum, { ids }) => sum + ids.length, 0);
  if (count === 0) print('Nothing has come to its end.');
  else if (!isToBeDone) print(`Nothing was erased: this is what "retention --do" would erase today, ${count} in all. It can’t be undone.`);
  else {
    await eraseDue(council, COMMAND_LINE, due);
    print(`Erased: ${count}.`);
  }
  return 0;
};

export const retention: Command = {
  name: 'retention',
  how: [
    ['retention', 'Says what has been kept as long as was promised, and when the next comes to its end. Erases nothing.'],
    ['retention --do', 'Erases it, here and in the second place. Logged.'],
  ],
  run,
};
