/** "You said, we did": a draft that nobody sees, published once, and from then on the same for everyone. */
import * as v from 'valibot';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/council/database/open.ts';
import { Replies } from '../../src/domain/reply.ts';
import { LONGEST_PART, publishedReplies, publishReply, readReplyWords, replyById, saveReply, type ReplyWordsByLanguage } from '../../src/council/replies.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { expectProblem } from '../kit/a-request.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const PACK = 'visitor-parking';
const EN = { said: 'You cannot park.', did: 'We bring back the cards.', didNot: '' };
const save = (words: ReplyWordsByLanguage, more: object = {}) => saveReply(council.council, 'Ayaan', { pack: PACK, words, ...more });
const saved = async (words: ReplyWordsByLanguage = { en: EN }): Promise<string> => {
  const result = await save(words);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};
const publish = (id: string) => publishReply(council.council, 'Ayaan', id);
const delivered = async (packs: string): Promise<v.InferOutput<typeof Replies>['replies']> =>
  v.parse(Replies, await (await council.fetch(`/v1/replies?packs=${packs}`)).json()).replies;

test('a draft is kept exactly, changed as often as one likes, and no phone gets it', async () => {
  const id = await saved({ en: { said: ' You\n "cannot" ', did: '', didNot: '' }, so: { said: '', did: ' ', didNot: '' } });
  expect((await replyById(council.council, id))?.words).toEqual({ en: { said: ' You\n "cannot" ', did: '', didNot: '' } });
  expect((await save({ en: EN, bn: { said: 'আপনি', did: 'আমরা', didNot: '' } }, { id })).ok).toBe(true);
  expect((await replyById(council.council, id))?.words).toEqual({ en: EN, bn: { said: 'আপনি', did: 'আমরা', didNot: '' } });
  expect((await delivered(PACK)).map((reply) => reply.id)).not.toContain(id);
});

test('published, it goes to phones in every language that was written, newest first', async () => {
  const [first, second] = [await saved(), await saved({ en: { ...EN, said: 'second' }, so: { said: 'a', did: 'b', didNot: 'c' } })];
  expect((await publish(first)).ok).toBe(true);
  council.pass(1_000);
  expect((await publish(second)).ok).toBe(true);
  const replies = (await delivered(PACK)).filter(({ id }) => id === first || id === second);
  expect(replies.map(({ id }) => id)).toEqual([second, first]);
  expect(replies[0]).toMatchObject({ pack: PACK, words: { en: { said: 'second' }, so: { said: 'a', did: 'b', didNot: 'c' } } });
  expect(Date.parse(replies[0]?.publishedAt ?? '')).toBeGreaterThan(Date.parse(replies[1]?.publishedAt ?? ''));
});

test('it is published once, and is never written again', async () => {
  const id = await saved();
  const [one, other] = await Promise.all([publish(id), publish(id)]);
  expect([one.ok, other.ok].sort()).toEqual([false, true]);
  expect(await publish(id)).toMatchObject({ ok: false, problem: [{ code: 'already-published' }] });
  expect(await save({ en: { ...EN, said: 'changed' } }, { id })).toMatchObject({ ok: false, problem: [{ code: 'already-published' }] });
  expect((await replyById(council.council, id))?.words.en?.said).toBe(EN.said);
  const deeds = await council.council.db.selectFrom('audit').select(['who', 'did']).where('record', '=', id).execute();
  expect(deeds.filter(({ did }) => did === 'saved-reply')).toEqual([{ who: 'Ayaan', did: 'saved-reply' }]);
});

test('a colleague publishes in the very moment between looking and keeping: the keeping is refused, not lost in silence', async () => {
  const id = await saved();
  const colleague = await openDatabase(council.council.config.dataDir, council.council.config.databaseUrl);
  onTestFinished(() => colleague.destroy());
  let hasLooked = false;
  const db = council.council.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!hasLooked) expect((await publishReply({ ...council.council, db: colleague }, 'Rahim', id)).ok).toBe(true);
      hasLooked = true;
      return result;
    },
  });
  expect(await saveReply({ ...council.council, db }, 'Ayaan', { id, pack: PACK, words: { en: { ...EN, said: 'late' } } })).toMatchObject({ ok: false, problem: [{ code: 'already-published' }] });
  expect((await replyById(council.council, id))?.words.en?.said).toBe(EN.said);
});

test.each([
  ['a pack that is not there', { en: EN }, { pack: 'bin-days' }, [{ code: 'unknown-pack', at: 'pack' }]],
  ['a reply that is not there', { en: EN }, { id: '0'.repeat(32) }, [{ code: 'unknown-reply' }]],
  ['nothing written', { en: { said: ' ', did: '\n', didNot: '' } }, {}, [{ code: 'nothing-written', at: 'en-said' }]],
  ['no words at all', {}, {}, [{ code: 'nothing-written', at: 'en-said' }]],
  ['a part that is too long', { bn: { said: 'x', did: 'y'.repeat(LONGEST_PART + 1), didNot: '' } }, {}, [{ code: 'part-too-long', at: 'bn-did' }]],
])('%s is not kept, and it says why', async (_, words, more, faults) => {
  expect(await save(words, more)).toEqual({ ok: false, problem: faults });
});

test('the longest part that is allowed is kept', async () => {
  expect((await save({ en: { ...EN, did: 'y'.repeat(LONGEST_PART) } })).ok).toBe(true);
});

test.each([
  ['no English', { so: EN }, ['en-said', 'en-did']],
  ['half of English', { en: { ...EN, did: ' ' } }, ['en-did']],
  ['a language that was begun', { en: EN, bn: { said: '', did: 'x', didNot: '' } }, ['bn-said']],
])('%s: it is kept as a draft and can’t be published, and each missing part is named', async (_, words, missing) => {
  const id = await saved(words);
  expect(await publish(id)).toEqual({ ok: false, problem: missing.map((at) => ({ code: 'part-missing', at })) });
  expect((await replyById(council.council, id))?.publishedAt).toBeNull();
});

test('what a reply did not do may be left out, in a file too', () => {
  expect(readReplyWords({ en: { said: 'a', did: 'b' } })).toEqual({ ok: true, value: { en: { said: 'a', did: 'b', didNot: '' } } });
});

test.each([
  ['a text and nothing else', 'You cannot park.', 'the file'],
  ['a language that is not known', { fr: EN }, 'fr'],
  ['a part that is not known', { en: { ...EN, more: 'x' } }, 'en.more'],
  ['a part that is no text', { en: { ...EN, said: 7 } }, 'en.said'],
  ['a part that is missing', { en: { did: 'x' } }, 'en.said'],
])('a file with %s is refused, and the place is named', (_, data, at) => {
  const read = readReplyWords(data);
  expect(read.ok ? [] : read.problem).toContainEqual({ code: 'not-words', at });
});

test('phones ask by conversation, and get nothing of others', async () => {
  expect(await delivered('')).toEqual([]);
  expect(await delivered('bin-days')).toEqual([]);
  expect((await delivered(`bin-days,${PACK}`)).length).toBeGreaterThan(0);
  expect(await (await council.fetch('/v1/replies')).json()).toEqual({ v: 1, replies: [] });
  await expectProblem(await council.fetch(`/v1/replies?packs=${Array.from({ length: 101 }, (_, at) => `p${at}`).join(',')}`), 'too-many', 413);
  expect(await publishedReplies(council.council, ["') or 1=1 --"])).toEqual([]);
});
