/** The app's pages as a browser without script gets them: whole, in each language, with a policy that fits them. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { PackWords } from '../../../src/domain/pack.ts';
import { SLOTS } from '../../../src/domain/page.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const PACK = 'visitor-parking';
const SCREENS = ['my-answers', 'replies', 'preferences', 'help', 'take-back'] as const;
const words = (lang: (typeof LANGUAGES)[number]): PackWords => council.council.packs.current(PACK)!.words[lang];
const NAMES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
const textOf = (html: string): string => html.replace(/<[^>]*>/g, '').replace(/&(\w+|#39);/g, (whole, name: string) => NAMES[name] ?? whole);

const PAGES: readonly (readonly [path: string, lang: string, screen: string])[] = [
  ['/', 'en', 'welcome'],
  ...LANGUAGES.flatMap((lang) => [
    [`/${lang}`, lang, 'conversations'] as const,
    [`/${lang}/`, lang, 'conversations'] as const,
    [`/${lang}/${PACK}`, lang, 'promise'] as const,
    [`/${lang}/${PACK}/`, lang, 'promise'] as const,
    [`/${lang}/${PACK}/paper`, lang, 'paper'] as const,
    ...SCREENS.map((screen) => [`/${lang}/-/${screen}`, lang, screen] as const),
  ]),
];

const policyOf = (response: Response): ReadonlyMap<string, readonly string[]> =>
  new Map((response.headers.get('content-security-policy') ?? '').split('; ').map((line) => [line.split(' ')[0] ?? '', line.split(' ').slice(1)]));
const hashesOf = (html: string, tag: string): readonly string[] =>
  Array.from(html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g')), ([, inside = '']) => `'sha256-${createHash('sha256').update(inside).digest('base64')}'`);

test.each(PAGES)('%s is a whole page in %s', async (path, lang) => {
  const response = await council.fetch(path);
  const html = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).toMatch(/^<!doctype html>/i);
  expect(/<html[^>]* lang="([^"]*)"/.exec(html)?.[1]).toBe(lang);
  expect(/<title>([^<]+)<\/title>/.exec(html)?.[1]).toMatch(/Our Turn|Waa markeenna|এবার আমাদের পালা/);
  expect(html).toMatch(/<main[ >]/);
  for (const slot of Object.values(SLOTS)) expect(html).not.toContain(slot);
});

test.each(PAGES)('%s may run and wear only what stands in it', async (path) => {
  const response = await council.fetch(path);
  const html = await response.text();
  const policy = policyOf(response);
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(hashesOf(html, 'script').length).toBeGreaterThan(0);
  expect(policy.get('script-src')).toEqual(["'self'", ...hashesOf(html, 'script')]);
  expect(policy.get('style-src')).toEqual(hashesOf(html, 'style'));
  for (const name of ['form-action', 'base-uri', 'frame-ancestors']) expect(policy.get(name)).toEqual(["'none'"]);
  expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect([...policy.values()].flat()).not.toEqual(expect.arrayContaining(["'unsafe-inline'"]));
  // What a policy of hashes would refuse must not be there in the first place.
  expect(html).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/i);
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test.each(LANGUAGES)('a deep link holds the promise, what support there is, and the first question, before any script (%s)', async (lang) => {
  const html = await (await council.fetch(`/${lang}/${PACK}`)).text();
  const text = textOf(html);
  for (const key of ['title', 'who', 'can', 'cannot', 'hear-back', 'notice', 'support.q.needs.ask', 'q.good-outcome.ask', 'q.good-outcome.family-visit']) expect(text, key).toContain(words(lang)[key]);
  expect(Array.from(html.matchAll(/<main[^>]* data-screen="([^"]+)"/g), ([, screen]) => screen)).toEqual(['promise', 'support', 'question']);
  expect(/<main[^>]* data-question="good-outcome"/.test(html)).toBe(true);
});

test.each(LANGUAGES)('the list of conversations names what is open (%s)', async (lang) => {
  expect(textOf(await (await council.fetch(`/${lang}/`)).text())).toContain(words(lang)['title']);
});

test.each(LANGUAGES)('the paper form holds every question (%s)', async (lang) => {
  const text = textOf(await (await council.fetch(`/${lang}/${PACK}/paper`)).text());
  for (const question of council.council.packs.current(PACK)!.pack.questions) expect(text).toContain(words(lang)[`q.${question.id}.ask`]);
});

test.each(['/xx/', '/EN/', '/en/nothing', '/en/-/nothing', '/en/-', '/en/visitor-parking/nothing', '/en/visitor-parking/paper/more', '/en/-/help/more', '//en/', '//', '/en//visitor-parking', '/en//a/b', '/%E0%A4%A', '/en/%00', '/so/../en/x'])(
  '%s leads nowhere, and says so with a whole page',
  async (path) => {
    const response = await council.fetch(path.startsWith('//') ? `http://localhost${path}` : path);
    const html = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(/<main[^>]* data-screen="([^"]+)"/.exec(html)?.[1]).toBe('missing');
    expect(policyOf(response).get('script-src')).toEqual(["'self'", ...hashesOf(html, 'script')]);
  },
);

test.each(LANGUAGES)('a page that is not there says so in the language of its address (%s)', async (lang) => {
  const html = await (await council.fetch(`/${lang}/nothing-here`)).text();
  expect(/<html[^>]* lang="([^"]*)"/.exec(html)?.[1]).toBe(lang);
});

test('a thousand addresses that lead nowhere cost no more than one: the page is made once', async () => {
  const began = performance.now();
  for (let turn = 0; turn < 1_000; turn += 1) expect((await council.fetch(turn % 2 === 0 ? `/en/x${turn}` : `/en//${turn}`)).status).toBe(404);
  // Each took some fifty milliseconds to pack, in which nobody could hand in an answer.
  expect((performance.now() - began) / 1_000).toBeLessThan(10);
});

test.each(['/nothing.js', '/en/nothing.js', '/assets/nothing.css', '/csp.json', '/shell.html.br', '/../package.json', '/%2e%2e/package.json'])('%s is no file, and is never answered with a page', async (path) => {
  const response = await council.fetch(path);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([404, 'text/plain; charset=utf-8', 'not found']);
});

test.each(['POST', 'PUT', 'DELETE'])('%s to a page changes nothing, and says that nothing was sent', async (method) => {
  const response = await council.fetch('/en/', { method, body: 'answer=secret' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await response.text()).not.toContain('secret');
});

test('a page asks again each time and is not sent twice; another page has another name', async () => {
  const first = await council.fetch('/en/');
  const etag = first.headers.get('etag') ?? '';
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const again = await council.fetch('/en/', { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect((await council.fetch('/so/', { headers: { 'if-none-match': etag } })).status).toBe(200);
});
