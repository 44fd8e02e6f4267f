/** `keys`: which keys this council has, and whether their secrets are where they belong. Never a secret itself. */
import { asJsonLine, readFormat, readOptions, type At, type Command } from './command.ts';

const run = async ({ council, print }: At, args: readonly string[]): Promise<number> => {
  const { values } = readOptions(args, ['format']);
  const format = readFormat(values.format);
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
  for (const row of rows) print(format === 'jsonl' ? asJsonLine(row) : `${row.use.padEnd(16)} ${row.kid.padEnd(26)} ${row.secret}`);
  return 0;
};

export const keys: Command = { name: 'keys', how: [['keys [--format jsonl]', 'Lists the keys and whether their secrets are where they belong.']], run };
