/** `staff-link`: a new one-time way into the staff pages. */
import { COMMAND_LINE } from '../audit.ts';
import { addressesOf } from '../config.ts';
import { makeStaffLink } from '../staff/enter.ts';
import { readOptions, type At, type Command } from './command.ts';

const run = async ({ council, print }: At, args: readonly string[]): Promise<number> => {
  readOptions(args, []);
  const { config } = council;
  print(`${addressesOf(config, config.port).staff}/staff/enter/${await makeStaffLink(council, COMMAND_LINE)}`);
  return 0;
};

export const staffLink: Command = { name: 'staff-link', how: [['staff-link', 'Prints a new link to sign in on the staff pages, once, within 24 hours.']], run };
