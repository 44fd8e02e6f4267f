/** A council that has been at work: answers and requests came, one reply is out and one is begun, something was put aside. */
import type { BrowserContext } from 'playwright';
import type { Pack, Shelf } from '../../src/domain/pack.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { PATHS, WIRE_VERSION, type KeyRing } from '../../src/domain/wire.ts';
import { versionName } from '../../src/domain/pack.ts';
import { patchAll, patchPiece, type AClip } from './a-clip.ts';
import { startCouncil, type ACouncilProcess } from './a-council-process.ts';
import { aRecord } from './a-record.ts';
import { aSpokenAnswer } from './a-spoken-answer.ts';

/** Where a screen is looked for. */
export interface ALivedInCouncil {
  readonly address: string;
  /** A one-time link that nobody has used: looking at its page does not use it up. */
  readonly unusedLink: string;
  /** A new one-time link to the voice studio. */
  readonly studioLink: () => Promise<string>;
  readonly signIn: (context: BrowserContext) => Promise<void>;
  readonly signOut: (context: BrowserContext) => Promise<void>;
  /** Ids, for the addresses of staff pages. */
  readonly answer: string;
  readonly asked: string;
  /** An answer that was spoken and drawn, and not all of it has come. */
  readonly spoken: string;
  readonly sound: string;
  readonly picture: string;
  readonly draft: string;
  readonly stop: ACouncilProcess['stop'];
}

const REPLY = {
  'en-said': 'Many of you cannot ask for a permit on the internet. Your visitors could not park.',
  'en-did': 'We bring back the phone line from 1 July, and paper cards for people over 75.',
  'en-didNot': 'We did not bring paper cards back for everyone. They cost too much to print and to check.',
  'so-said': 'Qaar badan oo idinka mid ah internetka kama codsan karaan.',
  'so-did': 'Khadka taleefanka waxaan soo celinaynaa 1da Luulyo.',
  'so-didNot': 'Kaararka warqadda ah qof kasta uma soo celin. Aad bay qaali u yihiin.',
  'bn-said': 'আপনাদের অনেকে ইন্টারনেটে অনুমতি চাইতে পারেন না।',
  'bn-did': '১ জুলাই থেকে ফোন লাইন আবার চালু করছি।',
  'bn-didNot': 'সবার জন্য কাগজের কার্ড ফেরত আনিনি। ছাপতে খরচ বেশি।',
};
const BEGUN = { 'en-said': 'Some of you want a help desk at the library.', 'en-did': 'We ask the library.', 'en-didNot': '' };

const getJson = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

const send = async (address: string, records: readonly SealedRecord[]): Promise<void> => {
  const body = JSON.stringify({ v: WIRE_VERSION, nonce: '0'.repeat(32), sentAt: new Date().toISOString(), records });
  const response = await fetch(address + PATHS.records, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  if (response.status !== 200) throw new Error(`the records were not taken: ${response.status}`);
};

type Ids = Pick<ALivedInCouncil, 'answer' | 'asked' | 'spoken' | 'sound' | 'picture'>;

/** Recordings in two languages and a picture have come, and one more is on its way. */
const speak = async (address: string, ring: KeyRing, pack: Pack): Promise<Pick<Ids, 'spoken' | 'sound' | 'picture'>> => {
  const over = { fetch: (path: string, init?: RequestInit) => fetch(address + path, init) };
  const wishes = [{ lang: 'so' }, { medium: 'picture' }, { lang: 'bn', seconds: 125 }, { media: new Uint8Array(1_000_000) }] as const;
  const { record, clips } = await aSpokenAnswer(ring, pack, wishes, { text: 'The kerb in front of our house is too high for her chair.' });
  await send(address, [record]);
  const [sound, picture, other, coming] = clips as readonly [AClip, AClip, AClip, AClip];
  for (const clip of [sound, picture, other]) await patchAll(over, clip);
  await patchPiece(over, coming, 0);
  return { spoken: record.id, sound: sound.named.id, picture: picture.named.id };
};

/** Hands in what several people said, each thing as a phone of theirs would. Gives the ids of an answer and of a request. */
const fill = async (address: string): Promise<Ids> => {
  const [entry] = (await getJson<Shelf>(address + PATHS.shelf)).packs;
  if (entry === undefined) throw new Error('the shelf is empty');
  const folder = `${address}${PATHS.shelf}${entry.id}/${versionName(entry.version)}/`;
  const [pack, ring] = await Promise.all([getJson<Pack>(`${folder}pack.json`), getJson<KeyRing>(`${folder}keys.json`)]);
  const answer = await aRecord(ring, pack, { text: 'My sister can’t park. She is 81 and comes by bus now.' });
  const asked = await aRecord(ring, pack, { kind: 'support', text: '020 7946 0000, after four' });
  await send(address, [answer, await aRecord(ring, pack), await aRecord(ring, pack, { header: { pack: 'bin-days' } })]);
  await send(address, [asked]);
  await send(address, [await aRecord(ring, pack, { kind: 'interest', text: 'amina@example.org' })]);
  return { answer: answer.id, asked: asked.id, ...(await speak(address, ring, pack)) };
};

/** Posts a staff form as a browser does, and gives where it leads and what it leaves. */
const post = async (url: string, fields: Readonly<Record<string, string>>, cookie = ''): Promise<{ readonly to: string; readonly cookie: string }> => {
  const response = await fetch(url, { method: 'POST', redirect: 'manual', headers: { origin: new URL(url).origin, cookie }, body: new URLSearchParams(fields) });
  if (response.status !== 303) throw new Error(`${new URL(url).pathname}: ${response.status}`);
  return { to: response.headers.get('location') ?? '', cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
};

/** As a member of staff makes it. */
const studioLink = async (address: string, cookie: string): Promise<string> => {
  const response = await fetch(`${address}/staff/studio`, { method: 'POST', headers: { origin: address, cookie } });
  const [link] = /http[^<]*\/studio#[\w-]{43}/.exec(await response.text()) ?? [];
  if (link === undefined) throw new Error(`no studio link: ${response.status}`);
  return link;
};

/** Amina listens in Somali and Bengali, and has written beside one recording, and corrected what she wrote. */
const listen = async (address: string, cookie: string, sound: string): Promise<void> => {
  const send = (path: string, fields: readonly (readonly [string, string])[]): Promise<Response> =>
    fetch(address + path, { method: 'POST', redirect: 'manual', headers: { origin: address, cookie }, body: new URLSearchParams(fields.map(([name, value]) => [name, value])) });
  await send('/staff/listening', [['voice', 'so'], ['voice', 'bn']]);
  const opening = /name="opening" value="(\w+)"/.exec(await (await send(`/staff/clips/${sound}`, [])).text())?.[1] ?? '';
  const write = (kind: string, voice: string, text: string): Promise<Response> => send(`/staff/clips/${sound}/write`, [['opening', opening], ['kind', kind], ['voice', voice], ['text', text]]);
  for (const text of ['Walaashay ma iman karto.', 'Walaashay hadda ma iman karto.']) await write('transcript', 'so', text);
  const kept = await write('translation', 'bn', 'আমার বোন এখন আসতে পারে না।');
  if (kept.status !== 200) throw new Error(`the translation was not kept: ${kept.status}`);
};

/** `folder` holds its data and keys. */
export const aLivedInCouncil = async (folder: string): Promise<ALivedInCouncil> => {
  const council = await startCouncil(folder);
  const { address } = council;
  const ids = await fill(address);
  const { cookie } = await post(council.staffLink, { name: 'Amina' });
  const reply = async (words: Readonly<Record<string, string>>): Promise<string> =>
    (await post(`${address}/staff/replies/new`, { pack: 'visitor-parking', after: 'keep', ...words }, cookie)).to;
  await post(`${address}${await reply(REPLY)}/publish`, {}, cookie);
  const draft = (await reply(BEGUN)).split('/').at(-1) ?? '';
  await listen(address, cookie, ids.sound);
  const unusedLink = /http\S+/.exec(await council.command('staff-link'))?.[0] ?? '';
  const [name = '', value = ''] = cookie.split('=');
  return {
    address,
    // The command names the address that residents have, which a test's own port is not.
    unusedLink: address + new URL(unusedLink).pathname,
    studioLink: () => studioLink(address, cookie),
    signIn: (context) => context.addCookies([{ name, value, url: `${address}/staff`, httpOnly: true, sameSite: 'Strict' }]),
    signOut: (context) => context.clearCookies(),
    ...ids,
    draft,
    stop: council.stop,
  };
};
