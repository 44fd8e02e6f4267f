/** `keys`: which keys this council has, and new ones in the place of old or lost ones. Never a secret itself. */
import { COMMAND_LINE, note } from '../audit.ts';
import { readRecovery, rotate, ROTATED, signWithRecovery } from '../keys-change.ts';
import { rewrap } from '../rewrap.ts';
import { asJsonLine, readFormat, readOptions, Usage, type At, type Command } from './command.ts';

const list = ({ council, print }: At, format: string | undefined): number => {
  const { ring, receipt, recoveryFile } = council.keys;
  const rows = [
    ...ring.recipients.map(({ kid, use, recipient }) => ({
      kid,
      use,
      public: recipient,
      secret: use === 'intake' ? 'here, and opens its canary' : recoveryFile === null ? 'not on this machine' : `still here, move it away: ${recoveryFile}`,
    })),
    ...ring.receipts.map(({ kid, spki }) => ({ kid, use: 'receipt', public: spki, secret: kid === receipt.kid ? 'here, and signs' : 'not in use' })),
    { kid: ring.recoverySigner.kid, use: 'recovery-signer', public: ring.recoverySigner.spki, secret: 'with the recovery secret' },
  ];
  const isJson = readFormat(format) === 'jsonl';
  for (const row of rows) print(isJson ? asJsonLine(row) : `${row.use.padEnd(16)} ${row.kid.padEnd(26)} ${row.secret}`);
  return 0;
};

/** The word after the verb, which is a file's name or the like. */
const named = (verb: string, what: string, word: string | undefined): string => {
  if (word === undefined) throw new Usage(`keys ${verb} needs ${what}. npm run council -- help lists what can be said.`);
  return word;
};

/** New keys are files of KEYS_DIR alone; a council that runs reads them when it starts. */
const before: NonNullable<Command['before']> = async ({ config, print }, args) => {
  const [verb, word] = readOptions(args, ['format'], 2).positionals;
  if (verb === 'rotate') {
    const what = ROTATED.find((each) => each === word);
    if (what === undefined) throw new Usage(`keys rotate needs one of ${ROTATED.join(', ')}. npm run council -- help lists what can be said.`);
    print(`${await rotate(config.keysDir, what)} is made. Start the council again, and it is used.`);
    return 0;
  }
  if (verb !== 'sign-with-recovery') return undefined;
  print(`${await signWithRecovery(config.keysDir, named(verb, 'the file with the recovery secret', word))} is made. Start the council again, and it signs.`);
  return 0;
};

const rewrapAll = async ({ council, print }: At, file: string): Promise<number> => {
  const { identity } = await readRecovery(file, council.keys.ring);
  await note(council, COMMAND_LINE, 'rewrapped');
  const { opened, closed } = await rewrap(council, identity);
  print(`${opened} made readable again, ${closed} that not even this secret opens.`);
  return 0;
};

const run: Command['run'] = async (at, args) => {
  const { values, positionals } = readOptions(args, ['format'], 2);
  const [verb, word] = positionals;
  if (verb === undefined) return list(at, values.format);
  if (verb === 'rewrap') return rewrapAll(at, named(verb, 'the file with the recovery secret', word));
  throw new Usage(`keys knows no "${verb}". npm run council -- help lists what can be said.`);
};

export const keys: Command = {
  name: 'keys',
  how: [
    ['keys [--format jsonl]', 'Lists the keys and whether their secrets are where they belong.'],
    ['keys rotate receipt|intake', 'Makes a new key. The old one stays, and opens or verifies what was made with it.'],
    ['keys sign-with-recovery FILE', 'Makes a new receipt key where every old one is lost. FILE is the recovery secret.'],
    ['keys rewrap FILE', 'Makes readable what was sealed to an intake key that is lost. FILE is the recovery secret.'],
  ],
  before,
  run,
};
