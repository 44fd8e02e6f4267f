/** Collecting replies: what the council published is taken whole, and anything else loses nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collect } from '../../src/sync/collect.ts';
import { aPhone, type APhone } from '../kit/a-phone.ts';

let phone: APhone;
beforeEach(() => {
  phone = aPhone();
});
afterEach(() => phone.close());

const replies = [{ id: 'a'.repeat(32), pack: 'visitor-parking', publishedAt: '2027-06-21T09:30:00.000Z', words: { en: { said: 'You said.', did: 'We did.', didNot: '' } } }];

test('published replies come as they are, asked for by pack, with no cookie and from no cache', async () => {
  let asked: Request | undefined;
  phone.answeredBy((request) => {
    asked = request.clone();
    return Response.json({ v: 1, replies });
  });
  expect(await collect(phone.world, ['visitor-parking', 'bins & more'])).toEqual(replies);
  expect(asked?.url).toBe('https://council.example/v1/replies?packs=visitor-parking,bins%20%26%20more');
  expect(asked).toMatchObject({ method: 'GET', redirect: 'error', credentials: 'omit', cache: 'no-store' });
});

test('a field that a newer council adds does no harm', async () => {
  phone.answeredBy(() => Response.json({ v: 1, more: true, replies: [{ ...replies[0], by: 'Housing' }] }));
  expect(await collect(phone.world, ['visitor-parking'])).toHaveLength(1);
});

test.each([
  ['a login page', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
  ['an empty answer', () => new Response('')],
  ['cut short', () => new Response('{"v":1,"replies":[{"id":')],
  ['another version', () => Response.json({ v: 2, replies })],
  ['a reply without an id', () => Response.json({ v: 1, replies: [{ ...replies[0], id: undefined }] })],
  ['500', () => new Response('{}', { status: 500 })],
  ['202', () => Response.json({ v: 1, replies }, { status: 202 })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: '/login' } })],
  ['no network', () => Promise.reject(new TypeError('no network'))],
])('%s: nothing is taken and nothing thrown', async (_name, answering) => {
  phone.answeredBy(answering);
  expect(await collect(phone.world, ['visitor-parking'])).toBeUndefined();
});
