/** What is written beside a recording: a person's words, sealed on the disk, every version kept, and the recording never touched. */
import { beforeAll, expect, test } from 'vitest';
import { openClipOf } from '../../src/council/clips.ts';
import { LONGEST_TRANSCRIPT, newestOf, transcriptsOf, writeTranscript } from '../../src/council/transcripts.ts';
import type { Recorded } from '../kit/a-clip.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aHandedAnswer } from '../kit/a-spoken-answer.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const spoken = (): Promise<Recorded> => aHandedAnswer(council, [{}]);
const write = ({ record, clips }: Recorded, text: string, more: { readonly kind?: 'translation'; readonly voice?: string; readonly who?: string } = {}) => {
  const { kind = 'transcript', voice = 'so', who = 'Ayaan' } = more;
  return writeTranscript(council.council, who, { clip: clips[0]!.named.id, record: record.id, kind, voice, text });
};
const besideIt = ({ clips }: Recorded) => transcriptsOf(council.council, [clips[0]!.named.id]);

test('a correction is a new version: the newest of each kind and language stands, and all that were before stay', async () => {
  const answer = await spoken();
  await write(answer, 'Walaashay ma iman karto.');
  await write(answer, 'My sister can’t come.', { kind: 'translation', voice: 'en', who: 'Rahim' });
  await write(answer, 'Walaashay ma iman karto hadda.', { who: 'Rahim' });
  const all = await besideIt(answer);
  expect(all.map(({ kind, voice, who, text }) => [kind, voice, who, text])).toEqual([
    ['transcript', 'so', 'Rahim', 'Walaashay ma iman karto hadda.'],
    ['translation', 'en', 'Rahim', 'My sister can’t come.'],
    ['transcript', 'so', 'Ayaan', 'Walaashay ma iman karto.'],
  ]);
  expect(newestOf(all).map(({ text }) => text)).toEqual(['Walaashay ma iman karto hadda.', 'My sister can’t come.']);
  expect(newestOf(all.toReversed()).map(({ kind }) => kind)).toEqual(['transcript', 'translation']);
  expect((await openClipOf(council.council, answer.clips[0]!.named.id)).ok).toBe(true);
});

test('who wrote it is in the log, beside which recording, and not one word of it', async () => {
  const answer = await spoken();
  await write(answer, 'zebrafinch');
  await write(answer, 'zebrafinch', { kind: 'translation', voice: 'en' });
  const rows = await council.council.db.selectFrom('audit').select(['who', 'did', 'record', 'detail']).where('record', '=', answer.record.id).execute();
  const detail = answer.clips[0]!.named.id;
  expect(rows).toEqual(['wrote-transcript', 'wrote-translation'].map((did) => ({ who: 'Ayaan', did, record: answer.record.id, detail })));
  expect(JSON.stringify(await council.council.db.selectFrom('transcripts').selectAll().execute())).not.toContain('zebra');
});

test('the same form sent twice keeps one version', async () => {
  const answer = await spoken();
  for (let turn = 0; turn < 2; turn += 1) expect(await write(answer, 'Once.')).toEqual({ ok: true, value: 'kept' });
  expect(await besideIt(answer)).toHaveLength(1);
});

test.each([
  ['nothing', '', 'so', 'nothing-written'],
  ['only spaces', ' \n\t ', 'so', 'nothing-written'],
  ['too much', 'ক'.repeat(LONGEST_TRANSCRIPT + 1), 'bn', 'too-long'],
  ['a language that is none', 'x', 'klingon', 'no-language'],
])('%s is refused, and nothing is kept', async (_, text, voice, problem) => {
  const answer = await spoken();
  expect(await write(answer, text, { voice })).toEqual({ ok: false, problem });
  expect(await besideIt(answer)).toEqual([]);
});

test('as long as it may be, in any letters, it comes back as it was', async () => {
  const answer = await spoken();
  const text = 'ক\u2028'.repeat(LONGEST_TRANSCRIPT / 2);
  expect(await write(answer, text, { voice: 'syl' })).toMatchObject({ ok: true });
  expect((await besideIt(answer))[0]?.text).toBe(text);
});

test('one that no key opens, or that was moved to another recording, is there without its words', async () => {
  const [answer, other] = [await spoken(), await spoken()];
  await write(answer, 'Mine.');
  const [row] = await council.council.db.selectFrom('transcripts').selectAll().where('clip', '=', answer.clips[0]!.named.id).execute();
  await council.council.db.insertInto('transcripts').values({ ...row!, id: '1'.repeat(32), clip: other.clips[0]!.named.id }).execute();
  expect(await besideIt(other)).toMatchObject([{ who: 'Ayaan', text: undefined }]);
});
