/** `replies`: lists, keeps and publishes "you said, we did". */
import { readFileSync } from 'node:fs';
import { COMMAND_LINE } from '../audit.ts';
import { allReplies, publishReply, readReplyWords, saveReply, type KeptReply, type ReplyFault } from '../replies.ts';
import { asJsonLine, readFormat, readOptions, Usage, type At, type Command } from './command.ts';

const FAULTS: Readonly<Record<ReplyFault['code'], string>> = {
  'unknown-pack': 'there is no such conversation here',
  'unknown-reply': 'there is no reply with this id',
  'already-published': 'it is out already; write another one',
  'nothing-written': 'nothing is written in it',
  'part-missing': 'this part is missing',
  'part-too-long': 'this part is too long',
  'not-words': 'this is not what a reply holds: {"en": {"said": "...", "did": "...", "didNot": "..."}, "so": ..., "bn": ...}',
};

const complainOf = ({ complain }: At, faults: readonly ReplyFault[]): number => {
  for (const { code, at } of faults) complain(`${at === undefined ? '' : `${at}: `}${FAULTS[code]}`);
  return 1;
};

const asText = ({ id, pack, publishedAt, words }: KeptReply): string =>
  `${id}  ${pack}  ${publishedAt === null ? 'draft' : `published ${new Date(publishedAt).toISOString()}`}  ${Object.keys(words).join(' ')}`;

const list = async ({ council, print }: At, format: 'text' | 'jsonl'): Promise<number> => {
  for (const reply of await allReplies(council)) print(format === 'jsonl' ? asJsonLine(reply) : asText(reply));
  return 0;
};

const readFile = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    throw new Usage(error instanceof SyntaxError ? `${file} is not JSON: ${error.message}` : `${file} can't be read.`);
  }
};

const save = async (at: At, pack: string | undefined, file: string | undefined, id: string | undefined): Promise<number> => {
  if (pack === undefined || file === undefined) throw new Usage('Say which conversation and which file: replies save --pack PACK FILE.');
  const words = readReplyWords(readFile(file));
  if (!words.ok) return complainOf(at, words.problem);
  const saved = await saveReply(at.council, COMMAND_LINE, { pack, words: words.value, ...(id === undefined ? {} : { id }) });
  if (!saved.ok) return complainOf(at, saved.problem);
  at.print(saved.value);
  return 0;
};

const publish = async (at: At, id: string | undefined): Promise<number> => {
  if (id === undefined) throw new Usage('Say which reply: replies publish ID.');
  const published = await publishReply(at.council, COMMAND_LINE, id);
  if (!published.ok) return complainOf(at, published.problem);
  at.print(asText(published.value));
  return 0;
};

const run = async (at: At, args: readonly string[]): Promise<number> => {
  const { values, positionals } = readOptions(args, ['pack', 'id', 'format'], 2);
  const [what = 'list', which] = positionals;
  if (what === 'list') return list(at, readFormat(values.format));
  if (what === 'save') return save(at, values.pack, which, values.id);
  if (what === 'publish') return publish(at, which);
  throw new Usage(`"replies ${what}" is not known: say list, save or publish.`);
};

export const replies: Command = {
  name: 'replies',
  how: [
    ['replies [--format jsonl]', 'Lists every reply, drafts too.'],
    ['replies save --pack PACK [--id ID] FILE', 'Keeps a draft from a JSON file (- for the input) and prints its id.'],
    ['replies publish ID', 'Sends a draft out to every phone. It can’t be taken back.'],
  ],
  run,
};
