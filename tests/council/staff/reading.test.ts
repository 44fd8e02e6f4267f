/** Reading what people said: never by following a link, always written down first, and always as they wrote it. */
import { beforeAll, expect, test } from 'vitest';
import type { Pack } from '../../../src/domain/pack.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aMemberOfStaff, formsOf, type AMemberOfStaff } from '../../kit/a-member-of-staff.ts';
import { aRecord, manyLike, reHeaded } from '../../kit/a-record.ts';
import { aStrangeRecord } from '../../kit/a-strange-record.ts';

const whenOver = theEnd();
let council: ACouncil;
let pack: Pack;
let staff: AMemberOfStaff;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  ({ pack } = council.council.packs.current('visitor-parking')!);
  staff = await aMemberOfStaff(council);
});

const ring = () => council.council.keys.ring;
const handed = async (record: SealedRecord): Promise<SealedRecord> => {
  await council.hand([record]);
  return record;
};
const openingsOf = async (id: string): Promise<readonly string[]> =>
  (await council.council.db.selectFrom('audit').select('did').where('record', '=', id).execute()).map(({ did }) => did);

/** What could run, load or send something. */
const NASTY = '</blockquote><script>alert(1)</script><img src=x onerror="alert(2)">\' " & &amp; <form action="https://evil.example"> {{name}} ${1}';

test('looking at an answer’s page opens nothing, and has one button that does', async () => {
  const { id } = await handed(await aRecord(ring(), pack, { text: 'a secret' }));
  for (const path of ['/staff', '/staff/packs/visitor-parking', `/staff/answers/${id}`, `/staff/answers/${id}`]) expect((await staff.look(path)).text).not.toContain('a secret');
  await council.fetch(`/staff/answers/${id}`, { method: 'HEAD' });
  expect(await openingsOf(id)).toEqual([]);
  const closed = await staff.look(`/staff/answers/${id}`);
  expect(closed.text).toContain('Not opened yet');
  expect(formsOf(closed)).toContain(`/staff/answers/${id}`);
  const open = await staff.send(`/staff/answers/${id}`);
  expect(open.text).toContain('a secret');
  expect(await openingsOf(id)).toEqual(['opened']);
  const after = await staff.look(`/staff/answers/${id}`);
  expect(after.text).toContain('By Ayaan,');
  expect(after.text).not.toContain('a secret');
});

test('an open answer shows each question in the words of its author’s screen, what they chose, and what they passed over', async () => {
  const { id } = await handed(await aRecord(ring(), pack, { text: 'বোন আসতে পারে না।\n\nShe is 81.' }));
  const { html, text } = await staff.send(`/staff/answers/${id}`);
  for (const words of ['How would you like to ask for a permit?', 'By phone', 'Face to face, someone helps me', 'Much worse', 'Step 1 of 5', 'Bring back paper cards', 'You may quote these words without a name']) expect(text).toContain(words);
  expect(html).toContain('<blockquote lang="en">বোন আসতে পারে না।\n\nShe is 81.</blockquote>');
  expect(text).toContain('They did not see this question.');
  expect(text).toContain('Not asked, because of an earlier answer.');
  expect(text.indexOf('You may quote')).toBeLessThan(text.indexOf('She is 81'));
});

test('skipped, not seen and would rather not say are three things', async () => {
  const { id } = await handed(
    await aStrangeRecord(ring(), pack, [
      { part: 'closed', lang: 'so', quote: 'count-only', answers: [{ q: 'better-worse', kind: 'skipped', value: null }], about: { set: 'about-you-1', answers: [{ q: 'age', kind: 'rather-not-say', value: null }] } },
      { part: 'words', answers: [] },
    ]),
  );
  const { html, text } = await staff.send(`/staff/answers/${id}`);
  for (const words of ['They skipped this.', 'They would rather not say.', 'They did not see this question.', 'Only count it', 'This person does not want their words shown to anyone else.']) expect(text).toContain(words);
  expect(html).toContain(`<span class="theirs" lang="so">${council.council.packs.current('visitor-parking')!.words.so['q.impact.ask']}`);
});

test('what people wrote is shown as letters, whatever it looks like', async () => {
  const words = { q: 'impact', kind: 'words', value: { text: NASTY, lang: 'en' } };
  const closed = { part: 'closed', lang: 'en', quote: 'words-no-name', about: { set: NASTY, answers: [{ q: NASTY, kind: 'choose-one', value: NASTY }] } };
  const strange = [{ q: 'what-next', kind: 'choose-one', value: NASTY }, { q: NASTY, kind: 'choose-many', value: [NASTY] }, { q: 'better-worse', kind: 'scale', value: { scale: NASTY, at: 1 } }];
  const answer = await handed(await aStrangeRecord(ring(), pack, [{ ...closed, answers: strange }, { part: 'words', answers: [words] }]));
  const asked = await handed(await aStrangeRecord(ring(), pack, [{ part: 'words', lang: 'en', set: 'support-1', reach: NASTY, answers: [{ q: 'other-need', kind: 'words', value: { text: NASTY, lang: 'en' } }] }], { kind: 'support' }));
  const parked = await handed(await reHeaded(answer, { v: 2, colour: NASTY }));
  const named = await aMemberOfStaff(council, '<script>alert(3)</script>');
  const pages = [await named.send(`/staff/answers/${answer.id}`), await named.send(`/staff/asked/${asked.id}`), await named.look('/staff/parked'), await named.look('/staff/log'), await named.look(`/staff/answers/${answer.id}`)];
  for (const { status, html } of pages) {
    expect(status).toBe(200);
    expect(html).not.toMatch(/<script|<img|<iframe|evil\.example"|\son\w+="/i);
    expect(html.match(/<form/g)).toHaveLength(html.match(/<form method="post" action="\/staff/g)?.length ?? 0);
  }
  expect(pages[0]?.text).toContain(NASTY);
  expect(pages[1]?.text).toContain(NASTY);
  expect(pages[2]?.html).toContain(parked.id);
  expect(pages[0]?.text).toContain('This does not fit the question. It lies in the record like this:');
});

test('what can’t be opened is kept, and the page says why and shows nothing of it', async () => {
  const mixed = await handed(await reHeaded(await aRecord(ring(), pack, { text: 'a secret' })));
  const page = await staff.send(`/staff/answers/${mixed.id}`);
  expect(page.text).toContain('This was sealed for another record');
  expect(page.text).not.toContain('a secret');
  const touched = await handed(await reHeaded({ ...mixed, sealed: [{ part: 'words', age: 'AAAA' }] }));
  expect((await staff.send(`/staff/answers/${touched.id}`)).text).toContain('Needs key: no key on this machine opens it');
});

test('a request is known to the day, opened by a press, and shows how to reach the person', async () => {
  const { id } = await handed(await aRecord(ring(), pack, { kind: 'support', text: '020 7946 0000' }));
  const list = await staff.look('/staff/packs/visitor-parking/asked');
  expect(list.html).toContain(`/staff/asked/${id}`);
  const row = list.html.split('<tr ').find((each) => each.includes(id)) ?? '';
  expect(Array.from(row.matchAll(/datetime="([^"]*)"/g), ([, time]) => time)).toEqual([new Date().toISOString().slice(0, 10)]);
  expect((await staff.look(`/staff/asked/${id}`)).text).not.toContain('7946');
  expect(await openingsOf(id)).toEqual([]);
  expect((await staff.send(`/staff/asked/${id}`)).text).toContain('020 7946 0000');
  expect(await openingsOf(id)).toEqual(['opened-asked']);
});

test('a record of one kind is not to be had at the other’s address', async () => {
  const [answer, asked] = [await handed(await aRecord(ring(), pack)), await handed(await aRecord(ring(), pack, { kind: 'interest' }))];
  for (const path of [`/staff/answers/${asked.id}`, `/staff/asked/${answer.id}`, `/staff/answers/${'0'.repeat(32)}`, '/staff/answers/x', '/staff/answers/%00']) {
    for (const page of [await staff.look(path), await staff.send(path)]) expect(page.status, path).toBe(404);
  }
});

test('the next unread answer is the one that has waited longest, until there is none', async () => {
  const other = await aCouncil();
  const reader = await aMemberOfStaff(other);
  const like = await aRecord(other.council.keys.ring, other.council.packs.current('visitor-parking')!.pack);
  const sent = await manyLike(like, 3);
  for (const record of sent) {
    await other.hand([record]);
    other.pass(1_000);
  }
  const opened: string[] = [];
  let page = await reader.look('/staff/packs/visitor-parking');
  expect(page.text).toContain('3 answers wait to be read.');
  for (;;) {
    const next = /<form method="post" action="\/staff\/answers\/(\w+)"><button class="button full">Open the next unread answer/.exec(page.html)?.[1];
    if (next === undefined) break;
    opened.push(next);
    page = await reader.send(`/staff/answers/${next}`);
  }
  expect(opened).toEqual(sent.map(({ id }) => id));
});

test('a long list has pages, and an odd page number is the first page', async () => {
  const other = await aCouncil();
  const reader = await aMemberOfStaff(other);
  const sent = await manyLike(await aRecord(other.council.keys.ring, other.council.packs.current('visitor-parking')!.pack), 120);
  await other.hand(sent);
  const seen = new Set<string>();
  for (const page of [1, 2, 3]) {
    const { html } = await reader.look(`/staff/packs/visitor-parking?page=${page}`);
    for (const [, id = ''] of html.matchAll(/<td[^>]*><div><form method="post" action="\/staff\/answers\/(\w+)"/g)) seen.add(id);
  }
  expect(seen.size).toBe(120);
  for (const page of ['0', '-1', 'x', '1e9', '99999999']) expect((await reader.look(`/staff/packs/visitor-parking?page=${page}`)).text).toContain('Page 1 of 3');
  expect((await reader.look('/staff/packs/visitor-parking?page=9')).text).toContain('There is nothing on this page.');
});
