/** What a command is, and how its options are read. */
import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';
import type { Council } from '../council.ts';

export interface At {
  readonly council: Council;
  /** To whoever reads the output, perhaps another program. */
  readonly print: (line: string) => void;
  /** To the person. */
  readonly complain: (line: string) => void;
}

export interface Command {
  readonly name: string;
  /** One line each, for `help`: how it is called, and what it does. */
  readonly how: readonly (readonly [call: string, what: string])[];
  /** Does what needs no open council, and may be what one can't open without. Gives undefined where these words ask for something else. */
  readonly before?: (at: Omit<At, 'council'> & { readonly config: Config }, args: readonly string[]) => Promise<number | undefined>;
  /** Gives the exit code. */
  readonly run: (at: At, args: readonly string[]) => Promise<number>;
}

/** A command that wants no council at work: it is handed the settings alone. */
export interface BareCommand extends Pick<Command, 'name' | 'how'> {
  readonly runBare: (at: Omit<At, 'council'> & { readonly config: Config }, args: readonly string[]) => Promise<number>;
}

/** A call that can't be understood; the message says what would be. */
export class Usage extends Error {}

/** A command that was understood and could not be carried out; the message is one sentence that says what to do. */
export class NotDone extends Error {}

type Values<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** Options that each take a text, by name, and up to `most` words beside them. One word more is no call that we know. */
export const readOptions = <Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  most = 0,
): { readonly values: Values<Name>; readonly positionals: readonly string[] } => {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (positionals.length > most) throw new Error(`Unexpected argument '${positionals[most]}'`);
    return { values: values as Values<Name>, positionals };
  } catch (error) {
    throw new Usage(`${error instanceof Error ? error.message.split('. ')[0] : 'That can’t be read'}. npm run council -- help lists what can be said.`);
  }
};

/** What JSON leaves as it is, though many a reader of lines takes it for the end of one. */
const OTHER_LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** One line of `--format jsonl`, whatever people have typed. */
export const asJsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(OTHER_LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`);

const FORMATS = ['text', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

export const readFormat = (text: string | undefined): Format => {
  const format = FORMATS.find((each) => each === (text ?? 'text'));
  if (format === undefined) throw new Usage(`--format is "${text}": say one of ${FORMATS.join(', ')}.`);
  return format;
};
