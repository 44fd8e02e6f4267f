/** The staff pages of recordings and pictures: opened by a press, logged first, given out as nothing but what they are, and written about beside. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { FASTEST_SPEED } from '../../../src/council/hearing.ts';
import { listenIn } from '../../../src/council/listeners.ts';
import { CLIP_TYPES, REACH } from '../../../src/domain/clip.ts';
import { patchPiece } from '../../kit/a-clip.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aMemberOfStaff, aStranger, formsOf, typedIn, type AMemberOfStaff, type APage } from '../../kit/a-member-of-staff.ts';
import { aRecord } from '../../kit/a-record.ts';
import { aHandedAnswer, aSpokenAnswer } from '../../kit/a-spoken-answer.ts';

const whenOver = theEnd();
let council: ACouncil;
let staff: AMemberOfStaff & { readonly cookie: () => string };
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  staff = await aMemberOfStaff(council);
});
beforeEach(() => listenIn(council.council, 'Ayaan', ['so']));

const FROM_HERE = { origin: 'http://localhost', host: 'localhost' };
const SECONDS = 3;
const openingIn = ({ html }: APage): string => /name="opening" value="([0-9a-f]{32})"/.exec(html)?.[1] ?? '';
const attribute = ({ html }: APage, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1];
/** As the page's script does. */
const ask = (path: string, opening: string, cookie = staff.cookie()): Promise<Response> =>
  council.fetch(path, { method: 'POST', body: new URLSearchParams({ opening }), headers: { ...FROM_HERE, cookie } });
const deedsOf = async (id: string): Promise<readonly string[]> =>
  (await council.council.db.selectFrom('audit').select('did').where('detail', 'like', `${id}%`).orderBy('at').execute()).map(({ did }) => did);

test('under its question stand how long it is, its language, and whether it was heard; nothing of it is opened by looking', async () => {
  const { record, clips: [clip] } = await aHandedAnswer(council, [{ seconds: 65 }]);
  const id = clip!.named.id;
  const page = await staff.send(`/staff/answers/${record.id}`);
  for (const words of ['Recording 1', '1 minute 5 seconds', 'Somali, says their phone', 'Nobody has heard it yet', 'Open this recording']) expect(page.text).toContain(words);
  expect(formsOf(page)).toContain(`/staff/clips/${id}`);
  expect(page.html).not.toMatch(/<script|<audio/);
  expect(page.headers.get('content-security-policy')).not.toContain('script-src');
  await staff.look(`/staff/clips/${id}`);
  expect(await deedsOf(id)).toEqual([]);
});

test('who only spoke, and wrote nothing, is not said to have passed it over', async () => {
  const { pack } = council.council.packs.current('visitor-parking')!;
  const { record } = await aSpokenAnswer(council.council.keys.ring, pack, [{ q: 'other-idea' }]);
  await council.hand([record]);
  const { html } = await staff.send(`/staff/answers/${record.id}`);
  const section = html.split('<section>').find((each) => each.includes('Recording 1')) ?? '';
  expect(section).not.toMatch(/They did not see this question|Not asked/);
});

test('a press opens it, logged first; its bytes go only to whoever opened it, as one of the known types, and as no page', async () => {
  const { record, clips: [clip] } = await aHandedAnswer(council, [{}]);
  const id = clip!.named.id;
  const page = await staff.send(`/staff/clips/${id}`);
  expect(await deedsOf(id)).toEqual(['opened-clip']);
  const response = await ask(`/staff/clips/${id}/bytes`, openingIn(page));
  expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), clip!.media)).toBe(0);
  expect(response.headers.get('content-type')).toBe('audio/ogg');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${record.id}.impact.1.ogg"`);
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(Object.values(CLIP_TYPES).flat()).toContain(attribute(page, 'data-type'));
});

test('not signed in, not opened, opened by another, or from another site: not a byte', async () => {
  const { clips: [clip, other] } = await aHandedAnswer(council, [{}, {}]);
  const id = clip!.named.id;
  const opening = openingIn(await staff.send(`/staff/clips/${id}`));
  const rahim = await aMemberOfStaff(council, 'Rahim');
  const tries: readonly (readonly [Promise<Response>, number])[] = [
    [ask(`/staff/clips/${id}/bytes`, opening, ''), 401],
    [ask(`/staff/clips/${id}/save`, opening, ''), 401],
    [ask(`/staff/clips/${id}`, opening, ''), 401],
    [ask(`/staff/clips/${id}/bytes`, ''), 404],
    [ask(`/staff/clips/${other!.named.id}/bytes`, opening), 404],
    [ask(`/staff/clips/${id}/bytes`, opening, rahim.cookie()), 404],
    [council.fetch(`/staff/clips/${id}/bytes`, { headers: { cookie: staff.cookie() } }), 404],
    [council.fetch(`/staff/clips/${id}`, { method: 'POST', headers: { cookie: staff.cookie(), 'sec-fetch-site': 'cross-site' } }), 403],
  ];
  for (const [trying, status] of tries) {
    const response = await trying;
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(Buffer.from(await response.arrayBuffer()).includes('OggS')).toBe(false);
  }
  expect(await aStranger(council).look('/staff/listening')).toMatchObject({ status: 401 });
});

test('this page alone lets a script in, its own, and shows only what that has fetched', async () => {
  const { clips: [clip] } = await aHandedAnswer(council, [{}]);
  const page = await staff.send(`/staff/clips/${clip!.named.id}`);
  const policy = page.headers.get('content-security-policy') ?? '';
  for (const rule of ["default-src 'none'", "script-src 'self'", 'media-src blob:', 'img-src data: blob:', "connect-src 'self'", "require-trusted-types-for 'script'"]) expect(policy).toContain(rule);
  expect(policy).not.toContain('unsafe');
  expect(page.html.match(/<script[^>]*>/g)).toEqual(['<script src="/staff/play.js" type="module">']);
  const script = await council.fetch('/staff/play.js');
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  for (const path of ['/staff', '/staff/listening', `/staff/clips/${clip!.named.id}`]) {
    const other = await staff.look(path);
    expect(other.html, path).not.toContain('<script');
    expect(other.headers.get('content-security-policy'), path).not.toContain('script-src');
  }
});

test.each([['another record', { record: 'f'.repeat(32) }], ['a web page', { type: 'text/html' }], ['a drawing that could run scripts', { type: 'image/svg+xml', medium: 'picture' }]])(
  'what says inside that it is of %s is kept, said to be so, and never given out',
  async (_, head) => {
    const { clips: [clip] } = await aHandedAnswer(council, [{ head, media: new TextEncoder().encode('<script>alert(1)</script>') }]);
    const id = clip!.named.id;
    const page = await staff.send(`/staff/clips/${id}`);
    expect(page.text).toMatch(/This was sealed for another record|Needs key/);
    expect(page.html).not.toContain('data-clip');
    const { rows } = { rows: await council.council.db.selectFrom('clipOpenings').select('id').where('clip', '=', id).execute() };
    for (const what of ['bytes', 'save']) expect((await ask(`/staff/clips/${id}/${what}`, rows[0]!.id)).status).toBe(404);
  },
);

test('without script it is saved as a file, which is a deed of its own and no hearing', async () => {
  const { record, clips: [clip] } = await aHandedAnswer(council, [{}]);
  const id = clip!.named.id;
  const page = await staff.send(`/staff/clips/${id}`);
  expect(page.text).toContain('You can save it as a file.');
  expect(formsOf(page)).toContain(`/staff/clips/${id}/save`);
  const response = await ask(`/staff/clips/${id}/save`, openingIn(page));
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${record.id}.impact.1.ogg"`);
  expect(await deedsOf(id)).toEqual(['opened-clip', 'saved-clip']);
  expect((await staff.look(`/staff/clips/${id}`)).text).toContain('Nobody has heard it yet');
});

test('the script’s word that all was played counts when the rest is so, and what it is answered can be read out', async () => {
  const { clips: [clip] } = await aHandedAnswer(council, [{}]);
  const id = clip!.named.id;
  const opening = openingIn(await staff.send(`/staff/clips/${id}`));
  const early = (await (await ask(`/staff/clips/${id}/heard`, opening)).json()) as unknown;
  expect(early).toEqual({ isHeard: false, words: 'That was faster than it can be heard. Wait a little, then press “Try again”.' });
  council.pass((SECONDS / FASTEST_SPEED) * 1_000);
  await listenIn(council.council, 'Ayaan', ['bn']);
  expect(await (await ask(`/staff/clips/${id}/heard`, opening)).json()).toMatchObject({ isHeard: false, words: expect.stringContaining('not signed up to listen in Somali') as string });
  await listenIn(council.council, 'Ayaan', ['so']);
  expect(await (await ask(`/staff/clips/${id}/heard`, opening)).json()).toEqual({ isHeard: true, words: 'Heard. It is written down under your name, for Somali.' });
  expect((await staff.look(`/staff/clips/${id}`)).text).toContain('By Ayaan,');
});

test('a picture is shown with what its author wrote to the same question, in its place for whoever can’t see it', async () => {
  const { clips: [clip] } = await aHandedAnswer(council, [{ medium: 'picture' }], { text: 'The kerb "here" <b>is</b> too high.' });
  const page = await staff.send(`/staff/clips/${clip!.named.id}`);
  expect(page.html).toContain('alt="The kerb &quot;here&quot; &lt;b&gt;is&lt;/b&gt; too high."');
  expect(attribute(page, 'data-type')).toBe('image/png');
  expect(page.text).not.toContain('Which language is it?');
  const { clips: [drawn] } = await aHandedAnswer(council, [{ medium: 'picture', q: 'other-idea' }, { q: 'other-idea' }]);
  expect(attribute(await staff.send(`/staff/clips/${drawn!.named.id}`), 'alt')).toBe('They described it in a recording to the same question.');
});

test('one that has not come whole says how much of it has, and can’t be opened', async () => {
  const { pack } = council.council.packs.current('visitor-parking')!;
  const { record, clips: [clip] } = await aSpokenAnswer(council.council.keys.ring, pack, [{ media: new Uint8Array(1_200_000) }]);
  await council.hand([record]);
  for (const number of [0, 1, 2]) await patchPiece(council, clip!, number);
  const id = clip!.named.id;
  for (const page of [await staff.send(`/staff/answers/${record.id}`), await staff.look(`/staff/clips/${id}`), await staff.send(`/staff/clips/${id}`)]) {
    expect(page.text).toContain('This recording has not arrived yet: 3 of 5 pieces');
    expect(page.text).not.toContain('Open this recording');
  }
  expect(await deedsOf(id)).toEqual([]);
});

test('what listeners write stands beside the recording, here and on the answer’s page, with who, when and in which language', async () => {
  const { record, clips: [clip] } = await aHandedAnswer(council, [{}]);
  const id = clip!.named.id;
  const opening = openingIn(await staff.send(`/staff/clips/${id}`));
  const write = (fields: Readonly<Record<string, string>>) => staff.send(`/staff/clips/${id}/write`, { opening, kind: 'transcript', form: 'transcript', voice: 'so', ...fields });
  await write({ text: 'Walaashay ma iman karto.' });
  await write({ text: 'Walaashay ma iman karto </blockquote><script>alert(1)</script>', form: 'transcript-so' });
  const page = await write({ kind: 'translation', form: 'translation', voice: 'en', text: 'My sister can’t come.' });
  for (const words of ['It is kept beside the recording.', 'Written down in Somali by Ayaan', 'Put into English by Ayaan', '1 earlier version', '</blockquote><script>alert(1)</script>']) expect(page.text).toContain(words);
  // What is written already is corrected; a new form is for another language.
  expect(page.html.split('Write it in another language')[1]).toMatch(/<option value="en" selected/);
  expect(page.html).toContain('<blockquote lang="so">Walaashay ma iman karto &lt;/blockquote&gt;');
  expect(page.html).toContain('data-clip');
  const open = await staff.send(`/staff/answers/${record.id}`);
  for (const words of ['My sister can’t come.', 'Open this recording']) expect(open.text).toContain(words);
  expect((await staff.look(`/staff/answers/${record.id}`)).text).not.toContain('My sister can’t come.');
  expect((await staff.look('/staff/log')).text).not.toContain('My sister can’t come.');
  expect(await deedsOf(id)).toEqual(['opened-clip', 'wrote-transcript', 'wrote-transcript', 'wrote-translation']);
});

test('what can’t be kept comes back with a sentence, and nothing typed is lost', async () => {
  const { clips: [clip] } = await aHandedAnswer(council, [{}]);
  const id = clip!.named.id;
  const opening = openingIn(await staff.send(`/staff/clips/${id}`));
  const write = (text: string) => staff.send(`/staff/clips/${id}/write`, { opening, kind: 'translation', form: 'translation', voice: 'bn', text });
  const empty = await write('  ');
  expect(empty.status).toBe(400);
  expect(empty.html).toMatch(/href="#translation-text"/);
  expect(empty.text).toContain('Write something first. Nothing was kept.');
  const long = await write('ক'.repeat(10_001));
  expect(long.text).toContain('This is too long. Use up to 10,000 letters.');
  expect(long.html).toContain('ক'.repeat(10_001));
  expect(long.html).toMatch(/<option value="bn" selected/);
  expect((await staff.send(`/staff/clips/${id}/write`, { opening: '0'.repeat(32), kind: 'transcript', voice: 'so', text: 'x' })).status).toBe(404);
  expect(typedIn(long, 'text')).toBe('');
});

test('signing up for languages, what each has waiting on the first page and on its conversation’s, and “this is Sylheti”', async () => {
  const fresh = await aCouncil();
  const ayaan = await aMemberOfStaff(fresh);
  expect((await ayaan.look('/staff')).text).not.toContain('Waiting to be heard');
  const { clips: [bengali] } = await aHandedAnswer(fresh, [{ lang: 'bn', seconds: 130 }, { lang: 'so', seconds: 30 }]);
  for (const path of ['/staff', '/staff/packs/visitor-parking', '/staff/listening']) {
    const page = await ayaan.look(path);
    for (const words of ['Bengali: 2 minutes 10 seconds, 1 recording', 'Somali: 30 seconds, 1 recording']) expect(page.text, path).toContain(words);
    expect(formsOf(page), path).toContain(`/staff/clips/${bengali!.named.id}`);
  }
  expect((await ayaan.send(`/staff/clips/${bengali!.named.id}`)).text).toContain('Only someone who listens can say so.');
  const signed = await ayaan.send('/staff/listening', { voice: 'bn' });
  expect(signed.html).toMatch(/value="bn" checked/);
  const opening = openingIn(await ayaan.send(`/staff/clips/${bengali!.named.id}`));
  const said = await ayaan.send(`/staff/clips/${bengali!.named.id}/language`, { opening, language: 'syl' });
  expect(said.text).toContain('Sylheti, says Ayaan. Their phone said Bengali.');
  expect((await ayaan.look('/staff')).text).toContain('Sylheti: 2 minutes 10 seconds, 1 recording');
  expect((await ayaan.look('/staff/log')).text).toContain('Said which languages they listen in');
});

test('a recording that came with a request for support stands on its page, and leads to no answer', async () => {
  const { record, clips: [clip] } = await aHandedAnswer(council, [{ q: 'other' }], { kind: 'support', text: '020 7946 0000' });
  const page = await staff.send(`/staff/asked/${record.id}`);
  expect(page.text).toContain('Recording 1');
  const open = await staff.send(`/staff/clips/${clip!.named.id}`);
  expect(open.html).toContain(`href="/staff/asked/${record.id}"`);
  expect(open.html).not.toContain('/staff/answers/');
  expect(open.text).toContain('A recording: Help to take part');
});

test('how to reach a person who only said it: nobody is told that they did not say', async () => {
  const { record } = await aHandedAnswer(council, [{ q: REACH }], { kind: 'support', text: '' });
  const { text } = await staff.send(`/staff/asked/${record.id}`);
  expect(text).toContain('They said it. Listen to the recording below.');
  expect(text).not.toContain('They did not say');
  expect(text).not.toContain('which this version does not ask');
});

test('an address that names no recording is no page', async () => {
  const record = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack);
  await council.hand([record]);
  for (const id of ['0'.repeat(32), record.id, 'x', '%00', '..%2f']) {
    for (const page of [await staff.look(`/staff/clips/${id}`), await staff.send(`/staff/clips/${id}`)]) expect(page.status, id).toBe(404);
  }
});
