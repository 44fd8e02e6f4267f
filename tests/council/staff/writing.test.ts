/** Writing "you said, we did" without a script: nothing typed is lost, and nothing goes out without a last look. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Reply } from '../../../src/domain/reply.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aMemberOfStaff, formsOf, typedIn, pressing, type AMemberOfStaff, type APage } from '../../kit/a-member-of-staff.ts';

const whenOver = theEnd();
let council: ACouncil;
let staff: AMemberOfStaff;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});
beforeEach(async () => {
  staff = await aMemberOfStaff(council);
});

const NEW = '/staff/replies/new';
const WRITTEN = { pack: 'visitor-parking', 'en-said': 'You cannot park.', 'en-did': 'We bring back the cards.', 'en-didNot': '' };
const delivered = async (): Promise<readonly Reply[]> => ((await (await council.fetch('/v1/replies?packs=visitor-parking')).json()) as { replies: Reply[] }).replies;
const keptIn = (page: APage): string => /\/staff\/replies\/([0-9a-f]{32})/.exec(page.html)?.[1] ?? '';
/** Writes a reply, and gives the id of the draft. */
const written = async (fields: Readonly<Record<string, string>> = WRITTEN): Promise<string> => keptIn(await staff.send(NEW, fields));

test('from an empty form over a last look to every phone, with nothing but links and forms', async () => {
  const empty = await staff.look(`${NEW}?pack=visitor-parking`);
  expect(formsOf(empty)).toContain(NEW);
  expect(empty.html).toMatch(/<option value="visitor-parking" selected/);
  const lastLook = await staff.send(NEW, { ...WRITTEN, ...pressing('publish') });
  expect(lastLook.text).toContain('Publish this reply?');
  expect(lastLook.text).toContain('It can’t be taken back, only followed by another.');
  const id = keptIn(lastLook);
  expect((await delivered()).map((reply) => reply.id)).not.toContain(id);
  expect(formsOf(lastLook)).toContain(`/staff/replies/${id}/publish`);
  const out = await staff.send(`/staff/replies/${id}/publish`);
  expect(out.text).toContain('This reply is out.');
  expect((await delivered())[0]).toMatchObject({ id, words: { en: { said: 'You cannot park.', did: 'We bring back the cards.', didNot: '' } } });
});

test('looking at the page that publishes, publishes nothing', async () => {
  const id = await written();
  for (const method of ['GET', 'HEAD', 'GET']) await staff.look(`/staff/replies/${id}/publish`, method === 'HEAD' ? { 'x-http-method-override': 'POST' } : {});
  expect((await delivered()).map((reply) => reply.id)).not.toContain(id);
});

test('pressed twice it is published once, and the second press shows the same page', async () => {
  const id = await written();
  const pages = await Promise.all([1, 2, 3].map(() => staff.send(`/staff/replies/${id}/publish`)));
  for (const page of pages) expect([page.status, page.text.includes('This reply is out.')]).toEqual([200, true]);
  expect((await delivered()).filter((reply) => reply.id === id)).toHaveLength(1);
  // Of three presses at one moment each may have been written down, and only one has done it.
  expect((await council.council.db.selectFrom('replies').select('publishedAt').where('id', '=', id).execute())).toHaveLength(1);
});

test('kept as a draft it stands in the list, can be gone on with, and phones don’t get it', async () => {
  const id = await written({ ...WRITTEN, ...pressing('keep') });
  expect((await staff.look('/staff/replies')).html).toContain(`/staff/replies/${id}`);
  const form = await staff.look(`/staff/replies/${id}/edit`);
  expect(typedIn(form, 'en-said')).toBe('You cannot park.');
  const page = await staff.send(`/staff/replies/${id}/edit`, { ...WRITTEN, 'so-said': 'Ma dhigan kartaan.', 'so-did': 'Waan celinaynaa.' });
  expect(page.html).toContain('lang="so"');
  expect((await delivered()).map((reply) => reply.id)).not.toContain(id);
});

test.each([
  ['nothing is written', { pack: 'visitor-parking', 'en-said': ' ', 'en-didNot': '\n' }, 400, 'Write something first.', 'en-said'],
  ['no conversation is chosen', { 'en-said': 'x', pack: 'bin-days' }, 400, 'Choose which conversation this reply is for.', 'pack'],
  ['a part is too long', { ...WRITTEN, 'bn-did': 'ক'.repeat(3_001) }, 400, 'is too long. Use up to 3,000 letters.', 'bn-did'],
  ['a part is missing before publishing', { ...WRITTEN, 'en-did': '', ...pressing('publish') }, 400, 'English: fill in “We did”.', 'en-did'],
  ['a language is half done before publishing', { ...WRITTEN, 'so-did': 'Waa', ...pressing('publish') }, 400, 'Soomaali: fill in “You said”.', 'so-said'],
] as const)('%s: it says so first, leads to the field, and gives back what was typed', async (_, fields, status, words, at) => {
  const sent: Readonly<Record<string, string>> = Object.assign({ 'en-didNot': ' "Not" <b>this</b>,\n\n  & not that ' }, fields);
  const page = await staff.send(NEW, sent);
  expect([page.status, /<title>([^<]*)/.exec(page.html)?.[1]]).toEqual([status, expect.stringMatching(/^Error: /)]);
  expect(page.text).toContain(words);
  expect(page.html).toContain(`<a href="#${at}">`);
  expect(page.html).toMatch(new RegExp(`<(textarea|select) id="${at}"[^>]*aria-invalid="true"`));
  for (const [name, value] of Object.entries(sent)) if (name.includes('-')) expect(typedIn(page, name), name).toBe(value);
});

test.each(['\nbegins with an empty line', '\r\nwritten\r\non Windows', ' spaces ', '<script>alert(1)</script></textarea>', '"quotes" & \'quotes\'', 'বোন\u200d আসতে', '{{name}} ${1} &amp;'])('%j comes back as it was typed, in the form and for residents', async (text) => {
  const id = await written({ ...WRITTEN, 'en-said': text });
  const asTyped = text.replaceAll('\r\n', '\n');
  const form = await staff.look(`/staff/replies/${id}/edit`);
  expect(typedIn(form, 'en-said')).toBe(asTyped);
  for (const page of [form, await staff.look(`/staff/replies/${id}`), await staff.look('/staff/replies')]) expect(page.html).not.toContain('<script');
  await staff.send(`/staff/replies/${id}/publish`);
  expect((await delivered()).find((reply) => reply.id === id)?.words.en?.said).toBe(asTyped);
});

test('a colleague has published meanwhile: the page says so, what was typed is there, and can be kept as another reply', async () => {
  const id = await written();
  const colleague = await aMemberOfStaff(council, 'Rahim');
  await colleague.send(`/staff/replies/${id}/publish`);
  const page = await staff.send(`/staff/replies/${id}/edit`, { ...WRITTEN, 'en-said': 'An hour’s work.' });
  expect([page.status, typedIn(page, 'en-said')]).toEqual([409, 'An hour’s work.']);
  expect(page.text).toContain('This reply is out already. Write another one.');
  expect(formsOf(page)).toContain(NEW);
  expect((await delivered()).find((reply) => reply.id === id)?.words.en?.said).toBe('You cannot park.');
  expect(await written({ ...WRITTEN, 'en-said': typedIn(page, 'en-said') ?? '' })).not.toBe(id);
});

test('what is out is shown, and its form is gone', async () => {
  const id = await written();
  await staff.send(`/staff/replies/${id}/publish`);
  for (const path of ['edit', 'publish']) expect((await staff.look(`/staff/replies/${id}/${path}`)).headers.get('location')).toBe(`/staff/replies/${id}`);
  const page = await staff.look(`/staff/replies/${id}`);
  expect(page.html).not.toContain(`/staff/replies/${id}/edit`);
});

test('a draft that lacks a language says who will read English, and can go out all the same', async () => {
  const id = await written();
  const page = await staff.look(`/staff/replies/${id}/publish`);
  expect(page.text).toContain('There are no words in Soomaali and বাংলা. These readers will see English.');
  expect(page.text).toContain('Publish to everyone');
});

test('a reply that is not there is not found, whatever is sent to it', async () => {
  for (const id of ['0'.repeat(32), 'x', '%00']) {
    for (const path of [`/staff/replies/${id}`, `/staff/replies/${id}/edit`, `/staff/replies/${id}/publish`]) expect((await staff.look(path)).status).toBe(404);
    for (const path of [`/staff/replies/${id}/edit`, `/staff/replies/${id}/publish`]) expect((await staff.send(path, WRITTEN)).status).toBe(404);
  }
});
