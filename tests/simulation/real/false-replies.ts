/** What comes back in the place of a true answer. None of it acknowledges anything. */
import { RECEIPT_HEADER, RECEIPT_TYPE } from '../../../src/domain/wire.ts';
import { chance, mix } from '../chance.ts';
import type { Answer, Fate } from '../weather.ts';
import { impostorsRing, impostorsSignature } from './keys.ts';
import type { Asked, Said } from './endpoint.ts';

const utf8 = new TextEncoder();
const said = (status: number, type: string, body: string, more: readonly (readonly [string, string])[] = []): Said => ({
  status, headers: [['content-type', type], ...more], body: utf8.encode(body),
});
const HTML = 'text/html';
const LOGIN = '<!doctype html><title>Library Wi-Fi</title><h1>Welcome! Please sign in</h1>';
const RETRY_AFTER = ['1', '30', '7200', '99999999', 'soon', 'Mon, 23 Nov 2026 21:00:00 GMT'] as const;

/** Everything that stands in the request, said to be safe. */
const wished = (asked: Asked): string => {
  const text = asked.body && asked.method === 'POST' ? new TextDecoder().decode(asked.body) : '{}';
  const { records = [], held = [] } = JSON.parse(text) as Record<string, { id: string; digest: string }[]>;
  const [, id = '', digest = ''] = /^\/v1\/clips\/([^/]+)\/([^/]+)$/.exec(asked.path) ?? [];
  const all = [...records, ...held, ...(id ? [{ id, digest }] : [])];
  return JSON.stringify({ v: 1, verdicts: all.map((each) => ({ id: each.id, digest: each.digest, verdict: 'stored', durable: true })) });
};

const FALSE_PAGES = [
  said(200, HTML, LOGIN),
  said(200, HTML, ''),
  said(200, 'application/json', '{"ok":true}'),
  said(202, 'application/json', '{"accepted":true}'),
  said(204, HTML, ''),
  said(200, 'application/json', '{"error":"rejected"}'),
  said(200, RECEIPT_TYPE, '{"v":1,"verdicts":[]}'),
  said(302, HTML, LOGIN, [['location', 'https://login.example/']]),
  said(206, RECEIPT_TYPE, '{"v":1'),
] as const;

/** With its type and a header of the right shape, but nobody's signature. */
const forged = (asked: Asked): Said => said(200, RECEIPT_TYPE, wished(asked), [[RECEIPT_HEADER, `receipt-1.${'A'.repeat(86)}==`]]);

const impostor = (asked: Asked): Said => {
  if (asked.path === '/v1/keys') return said(200, 'application/json', impostorsRing());
  const nonce = asked.headers?.['our-turn-nonce'] ?? (asked.body && asked.method === 'POST' ? (JSON.parse(new TextDecoder().decode(asked.body)) as { nonce: string }).nonce : '');
  return said(200, RECEIPT_TYPE, wished(asked), [[RECEIPT_HEADER, impostorsSignature(nonce, wished(asked))]]);
};

const flipped = (bytes: Uint8Array<ArrayBuffer>, salt: number): Uint8Array<ArrayBuffer> => {
  const copy = bytes.slice();
  if (copy.length > 0) copy[salt % copy.length]! ^= 1 << (salt % 7);
  return copy;
};
export const altered = flipped;

/** What the device hears; undefined for nothing. `own` is what the endpoint said, `old` what it once said to such a request. */
export const reply = (fate: Fate, asked: Asked, own: Said | undefined, old: Said | undefined): Said | undefined => {
  const by = chance(mix(fate.salt, 3));
  const answers: Readonly<Record<Exclude<Answer, 'hangs'>, () => Said | undefined>> = {
    'own': () => own,
    'lost': () => undefined,
    'altered': () => own && { ...own, body: flipped(own.body, fate.salt) },
    'cut': () => own && { ...own, body: own.body.slice(0, own.body.length >> 1) },
    'old': () => old,
    'false': () => by.pick(FALSE_PAGES),
    'forged': () => forged(asked),
    'impostor': () => impostor(asked),
    'server': () => said(by.pick([500, 502, 504]), HTML, '<h1>Internal Server Error</h1>'),
    'busy': () => said(by.pick([429, 503]), HTML, '', by.part() < 0.2 ? [] : [['retry-after', by.pick(RETRY_AFTER)]]),
    'enrol': () => said(by.pick([401, 403]), HTML, ''),
    'too-large': () => said(413, HTML, ''),
    'bad': () => said(by.pick([400, 404, 405, 422]), HTML, ''),
  };
  return fate.answer === 'hangs' ? undefined : answers[fate.answer]();
};
