/** False acknowledgements, as data: whatever a network, a proxy, a stranger or a muddled council may say that is not this council's receipt for this request. */
import { gzipSync } from 'node:zlib';
import { RECEIPT_HEADER, RECEIPT_PREFIX, RECEIPT_TYPE, PROBLEM_TYPE, VOUCHER_PREFIX } from '../../src/domain/wire.ts';
import { fromBase64, sign, toBase64 } from '../../src/proof/receipt.ts';
import type { ASigner } from './a-phone.ts';

interface Pair {
  readonly id: string;
  readonly digest: string;
}

/** What was asked, and what the council would truly say. */
export interface Truth {
  readonly nonce: string;
  readonly pairs: readonly Pair[];
  readonly body: Buffer;
  /** The true `our-turn-receipt`. */
  readonly receipt: string;
  readonly council: ASigner;
  /** Somebody whom no phone has heard of, under the council's own kid. */
  readonly stranger: ASigner;
  /** It vouches for keys and signs no receipts. */
  readonly recovery: ASigner;
  /** A true receipt for another request of this phone, about the same. */
  readonly older: { readonly body: Buffer; readonly receipt: string };
}

export interface Spoken {
  readonly status?: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
  /** The connection ends after so many bytes of a body that was said to be longer. */
  readonly cutAt?: number;
  /** What a browser makes of it. */
  readonly arrives?: (response: Response) => Response;
}

type Speaking = (truth: Truth) => Spoken | Promise<Spoken>;

const page = (html: string, status = 200): Speaking => () => ({ status, headers: [['content-type', 'text/html; charset=utf-8']], body: html });
const HTML = '<!doctype html><title>Library Wi-Fi</title><form method="post"><button>Accept</button></form>';
const typed = (body: string | Buffer, type = RECEIPT_TYPE): Spoken => ({ headers: [['content-type', type]], body });
const headersOf = (truth: Truth, type = RECEIPT_TYPE, receipt = truth.receipt): NonNullable<Spoken['headers']> => [['content-type', type], [RECEIPT_HEADER, receipt]];
const spoken = (truth: Truth, more: Spoken = {}): Spoken => ({ headers: headersOf(truth), body: truth.body, ...more });
/** The true receipt with another status, type, header or body. */
const withStatus = (status: number): Speaking => (truth) => spoken(truth, { status });
const withType = (type: string): Speaking => (truth) => spoken(truth, { headers: headersOf(truth, type) });
const withReceipt = (spoil: (receipt: string, truth: Truth) => string | Promise<string>): Speaking => async (truth) => spoken(truth, { headers: headersOf(truth, RECEIPT_TYPE, await spoil(truth.receipt, truth)) });
const withBody = (spoil: (body: string) => string | Buffer): Speaking => (truth) => spoken(truth, { body: spoil(truth.body.toString('utf8')) });

/** Signed for this very request, whatever it says. */
const signed = async (truth: Truth, text: string | Buffer, by = truth.council): Promise<Spoken> => {
  const body = Buffer.from(text);
  return { headers: headersOf(truth, RECEIPT_TYPE, await by.sign(truth.nonce, body)), body };
};
const saying = (body: (pairs: readonly Pair[]) => unknown): Speaking => (truth) => signed(truth, JSON.stringify(body(truth.pairs)));
const STORED = { verdict: 'stored', durable: true };
const verdicts = (one: (pair: Pair) => object): Speaking => saying((pairs) => ({ v: 1, verdicts: pairs.map((pair) => ({ ...pair, ...STORED, ...one(pair) })) }));
const other = (letter: string, digits: number): string => letter.repeat(digits);

/** r and s as two integers of ASN.1, as Node's own `sign` and most libraries write them. */
const asDer = (p1363: Uint8Array): Uint8Array => {
  const integer = (bytes: Uint8Array): number[] => {
    const bare = [...bytes].slice([...bytes].findIndex((byte) => byte !== 0));
    const value = (bare[0] ?? 0) > 127 ? [0, ...bare] : bare;
    return [2, value.length, ...value];
  };
  const inside = [...integer(p1363.subarray(0, 32)), ...integer(p1363.subarray(32))];
  return Uint8Array.from([0x30, inside.length, ...inside]);
};
const signatureIn = (receipt: string): string => receipt.slice(receipt.indexOf('.') + 1);
const resigned = (spoil: (signature: Uint8Array<ArrayBuffer>) => Uint8Array): Speaking => withReceipt((receipt) => `r1.${toBase64(spoil(fromBase64(signatureIn(receipt))))}`);
/** The next letter decodes to the same bytes, since only some of its bits count. */
const loosely = (signature: string): string => `${signature.slice(0, 85)}${String.fromCharCode(signature.charCodeAt(85) + 1)}==`;

/** Whoever answers has never seen the council. */
const PAGES: Readonly<Record<string, Speaking>> = {
  'a login page answering 200': page(HTML),
  'an app’s own page for every address': page('<!doctype html><div id="root"></div><script src="/app.js"></script>'),
  'a captive portal answering 511': page(HTML, 511),
  'a page that leads on by itself': page('<meta http-equiv="refresh" content="0;url=https://login.example/">'),
  'a login page that claims to be a receipt': () => typed(HTML),
  'an empty 200': () => ({}),
  'an empty 200 of the right type': () => typed(''),
  'a 200 that says OK': () => typed('OK', 'text/plain'),
  'a 200 that says {}': () => typed('{}', 'application/json'),
  'a 200 of the right type that says null': () => typed('null'),
  'a 200 of the right type that says {}': () => typed('{}'),
  'a rejection inside a 200': () => typed('{"ok":false,"error":"not signed in"}', 'application/json'),
  'a consent inside a 200': () => typed('{"ok":true,"stored":true}', 'application/json'),
  'a problem inside a 200': () => typed('{"v":1,"code":"went-wrong","title":"","status":500}', PROBLEM_TYPE),
  'its own words sent back': (truth) => typed(JSON.stringify({ v: 1, nonce: truth.nonce, verdicts: truth.pairs })),
  'a 202 with nothing in it': () => ({ status: 202 }),
  'a 204': () => ({ status: 204 }),
  'a 304': () => ({ status: 304 }),
  'a redirect to a login page': () => ({ status: 302, headers: [['location', 'https://login.example/']] }),
  'a redirect to the true receipt': () => ({ status: 307, headers: [['location', '/the-truth']] }),
  'a redirect with the true receipt in it': (truth) => spoken(truth, { status: 303, headers: [...headersOf(truth), ['location', '/the-truth']] }),
  'the true receipt, from where a redirect led': (truth) => spoken(truth, { arrives: (response) => Object.defineProperty(response, 'redirected', { value: true }) }),
  'a redirect that the browser hides': () => ({ arrives: () => Response.error() }),
};

/** It was the true receipt before somebody on the way had it. */
const SPOILT: Readonly<Record<string, Speaking>> = {
  '201 with the true receipt in it': withStatus(201),
  '202 with the true receipt in it': withStatus(202),
  '203, changed by a proxy, with the true receipt in it': withStatus(203),
  '206, a part, with the true receipt in it': withStatus(206),
  '400 with the true receipt in it': withStatus(400),
  '500 with the true receipt in it': withStatus(500),
  'the true receipt with another type': withType('application/json'),
  'the true receipt as a page': withType('text/html'),
  'the true receipt with no type': (truth) => spoken(truth, { headers: [[RECEIPT_HEADER, truth.receipt]] }),
  'the true receipt of the next version’s type': withType(RECEIPT_TYPE.replace('v1', 'v2')),
  'the true receipt with a longer type': withType(`${RECEIPT_TYPE}x`),
  'the true receipt said to be in UTF-16': withType(`${RECEIPT_TYPE}; charset=utf-16`),
  'the true receipt said to be in parts': withType(`${RECEIPT_TYPE}; charset=utf-8; boundary=x`),
  'the true receipt with two types': (truth) => spoken(truth, { headers: [...headersOf(truth), ['content-type', 'text/html']] }),
  'the true receipt with two types in one': withType(`${RECEIPT_TYPE}, text/html`),
  'the true receipt cut short': withBody((body) => body.slice(0, -9)),
  'the true receipt, cut off on the way': (truth) => spoken(truth, { cutAt: truth.body.length - 9 }),
  'the true receipt of which nothing came': (truth) => spoken(truth, { cutAt: 0 }),
  'the true receipt with one word changed': withBody((body) => body.replace('stored', 'parked')),
  'the true receipt with one space more': withBody((body) => body.replace('true', 'true ')),
  'the true receipt after a byte order mark': withBody((body) => `\ufeff${body}`),
  'the true receipt and a new line': withBody((body) => `${body}\n`),
  'the true receipt and a zero byte': withBody((body) => `${body}\0`),
  'the true receipt and a page after it': withBody((body) => body + HTML),
  'the true receipt in a page': withBody((body) => `<pre>${body}</pre>`),
  'the true receipt with a page in it': withBody((body) => body.replace('"verdicts"', `"ad":${JSON.stringify(HTML)},"verdicts"`)),
  'the true receipt twice': withBody((body) => body + body),
  'the true receipt, laid out anew': withBody((body) => JSON.stringify(JSON.parse(body), null, 2)),
  'the true receipt in UTF-16': withBody((body) => Buffer.from(body, 'utf16le')),
  'the true receipt in capitals': withBody((body) => body.toUpperCase()),
  'the true receipt, gzipped, and nobody says so': withBody((body) => gzipSync(body)),
  'the true receipt, said to be gzipped': (truth) => spoken(truth, { headers: [...headersOf(truth), ['content-encoding', 'gzip']] }),
  'the true receipt, gzipped and cut': (truth) => spoken(truth, { headers: [...headersOf(truth), ['content-encoding', 'gzip']], body: gzipSync(truth.body).subarray(0, -12) }),
  'a receipt with no signature': (truth) => typed(truth.body),
  'a receipt with an empty signature': withReceipt(() => ''),
  'a receipt with a kid and nothing more': withReceipt(() => 'r1.'),
  'a receipt with a signature that is none': withReceipt(() => 'r1.AAAA'),
  'a receipt with the signature and no kid': withReceipt(signatureIn),
  'a receipt with its signature twice': (truth) => spoken(truth, { headers: [...headersOf(truth), [RECEIPT_HEADER, truth.receipt]] }),
  'a receipt with a good and a bad signature': (truth) => spoken(truth, { headers: [[RECEIPT_HEADER, `r1.${'A'.repeat(86)}==`], ...headersOf(truth)] }),
  'a receipt with its signature in DER': resigned(asDer),
  'a receipt with its signature in hexadecimal': withReceipt((receipt) => `r1.${Buffer.from(signatureIn(receipt), 'base64').toString('hex').slice(0, 100)}`),
  'a receipt with r and s changed about': resigned((bytes) => Uint8Array.from([...bytes.subarray(32), ...bytes.subarray(0, 32)])),
  'a receipt with a signature of zeros': resigned((bytes) => new Uint8Array(bytes.length)),
  'a receipt with a signature of ones': resigned((bytes) => new Uint8Array(bytes.length).fill(255)),
  'a receipt with a signature of one byte more': resigned((bytes) => Uint8Array.from([...bytes, 0])),
  'a receipt with its signature written loosely': withReceipt((receipt) => `r1.${loosely(signatureIn(receipt))}`),
  'a receipt with spaces in its signature': withReceipt((receipt) => receipt.replace('.', '. ')),
  'a receipt by a key called __proto__': withReceipt((receipt) => receipt.replace('r1', '__proto__')),
  'a receipt by a key called constructor': withReceipt((receipt) => receipt.replace('r1', 'constructor')),
  'a receipt by a key that there is not': withReceipt((receipt) => receipt.replace('r1', 'r0')),
  'a receipt under the council’s kid in capitals': withReceipt((receipt) => receipt.replace('r1', 'R1')),
};

/** A true signature, and not of this council for this request. */
const SIGNED_OTHERWISE: Readonly<Record<string, Speaking>> = {
  'a receipt by another council’s key of the same name': (truth) => signed(truth, truth.body, truth.stranger),
  'a receipt by another council’s key of its own name': async (truth) => spoken(truth, { headers: headersOf(truth, RECEIPT_TYPE, (await truth.stranger.sign(truth.nonce, truth.body)).replace('r1', 'r9')) }),
  'a receipt by the recovery signing key, which signs none': (truth) => signed(truth, truth.body, truth.recovery),
  'a receipt for another nonce': withReceipt((_, { council, body }) => council.sign(other('0', 32), body)),
  'a receipt for no nonce': withReceipt((_, { council, body }) => council.sign('', body)),
  'a receipt for the nonce in capitals': withReceipt((_, { council, body, nonce }) => council.sign(nonce.toUpperCase(), body)),
  'the signature of another body': withReceipt((_, { council, nonce }) => council.sign(nonce, Buffer.from('{"v":1,"verdicts":[]}'))),
  'a signature over the body alone': withReceipt(async (_, { council, body }) => `r1.${await sign(council.secret, new Uint8Array(body))}`),
  'a signature over it as a voucher': withReceipt(async (_, { council, body, nonce }) => `r1.${await sign(council.secret, new Uint8Array(Buffer.concat([Buffer.from(`${VOUCHER_PREFIX}${nonce}\n`), body])))}`),
  'a signature over it without its new line': withReceipt(async (_, { council, body, nonce }) => `r1.${await sign(council.secret, new Uint8Array(Buffer.concat([Buffer.from(RECEIPT_PREFIX + nonce), body])))}`),
  'an older receipt, played again': ({ older }) => ({ headers: [['content-type', RECEIPT_TYPE], [RECEIPT_HEADER, older.receipt]], body: older.body }),
  'an older receipt under today’s signature': (truth) => spoken(truth, { body: truth.older.body }),
};

/** Signed by the council for this request; but it does not say that it has these bytes. */
const SAYS_SOMETHING_ELSE: Readonly<Record<string, Speaking>> = {
  'a receipt about nothing': saying(() => ({ v: 1, verdicts: [] })),
  'a receipt for another record or clip': verdicts(() => ({ id: other('f', 32) })),
  'a receipt for other bytes': verdicts(() => ({ digest: other('f', 64) })),
  'a receipt with id and digest changed about': verdicts(({ id, digest }) => ({ id: digest, digest: id })),
  'a receipt with the id in capitals': verdicts(({ id }) => ({ id: `A${id.slice(1).toUpperCase()}` })),
  'a receipt with the digest in capitals': verdicts(({ digest }) => ({ digest: `A${digest.slice(1).toUpperCase()}` })),
  'a receipt with a new line after the id': verdicts(({ id }) => ({ id: `${id}\n` })),
  'a receipt with 0x before the digest': verdicts(({ digest }) => ({ digest: `0x${digest}` })),
  'a receipt with a list in the place of the id': verdicts(({ id }) => ({ id: [id] })),
  'a verdict that there is not': verdicts(() => ({ verdict: 'probably' })),
  'a verdict that every object has': verdicts(() => ({ verdict: 'constructor' })),
  'a verdict in capitals': verdicts(() => ({ verdict: 'STORED' })),
  'a list of verdicts in the place of one': verdicts(() => ({ verdict: ['stored'] })),
  'no verdict': verdicts(() => ({ verdict: undefined })),
  'corrupt': verdicts(() => ({ verdict: 'corrupt', durable: false })),
  'corrupt, and durable': verdicts(() => ({ verdict: 'corrupt' })),
  'it does not say whether it is durable': verdicts(() => ({ durable: undefined })),
  'durable as a word': verdicts(() => ({ durable: 'true' })),
  'durable as a number': verdicts(() => ({ durable: 1 })),
  'durable only by its prototype': saying((pairs) => ({ v: 1, verdicts: pairs.map((pair) => ({ ...pair, verdict: 'stored', ['__proto__']: { durable: true } })) })),
  'verdicts only by its prototype': (truth) => signed(truth, truth.body.toString('utf8').replace('"verdicts":', '"__proto__":{"verdicts":').replace(/\}$/, '}}')),
  'verdicts that are an object': saying((pairs) => ({ v: 1, verdicts: Object.fromEntries(pairs.map((pair, at) => [at, { ...pair, ...STORED }])) })),
  'verdicts in a list of lists': saying((pairs) => ({ v: 1, verdicts: [pairs.map((pair) => ({ ...pair, ...STORED }))] })),
  'a list in the place of the body': saying((pairs) => pairs.map((pair) => ({ ...pair, ...STORED }))),
  'another version': saying((pairs) => ({ v: 2, verdicts: pairs.map((pair) => ({ ...pair, ...STORED })) })),
  'a version that is a word': saying((pairs) => ({ v: '1', verdicts: pairs.map((pair) => ({ ...pair, ...STORED })) })),
  'no version': saying((pairs) => ({ verdicts: pairs.map((pair) => ({ ...pair, ...STORED })) })),
  'no JSON, though signed': (truth) => signed(truth, 'stored'),
  'half of JSON, though signed': (truth) => signed(truth, truth.body.subarray(0, -2)),
  'nothing at all, though signed': (truth) => signed(truth, ''),
  'one good verdict and one that is none': saying((pairs) => ({ v: 1, verdicts: [...pairs.map((pair) => ({ ...pair, ...STORED })), { id: 7 }] })),
  'stored and corrupt in one breath': saying((pairs) => ({ v: 1, verdicts: pairs.flatMap((pair) => [{ ...pair, ...STORED }, { ...pair, verdict: 'corrupt', durable: false }]) })),
  'unknown, and then stored': saying((pairs) => ({ v: 1, verdicts: pairs.flatMap((pair) => [{ ...pair, verdict: 'unknown', durable: false }, { ...pair, ...STORED }]) })),
  'thousands of verdicts about others': saying(() => ({ v: 1, verdicts: Array.from({ length: 5_000 }, (_, at) => ({ id: at.toString(16).padStart(32, '0'), digest: other('e', 64), ...STORED })) })),
  'more verdicts than any request has, ours among them': saying((pairs) => ({ v: 1, verdicts: [...Array.from({ length: 9_000 }, (_, at) => ({ id: at.toString(16).padStart(32, '0'), digest: other('e', 64), ...STORED })), ...pairs.map((pair) => ({ ...pair, ...STORED }))] })),
  'a problem for each of them': saying((pairs) => ({ v: 1, verdicts: pairs.map((pair) => ({ ...pair, problem: 'went-wrong', durable: true })) })),
};

/** `unknown` is the one word that moves something: what is held waits again. */
const NOT_OF_HELD: Readonly<Record<string, Speaking>> = {
  'unknown': verdicts(() => ({ verdict: 'unknown', durable: false })),
  'unknown, and durable': verdicts(() => ({ verdict: 'unknown' })),
};

export const FALSE_ACKS: Readonly<Record<string, Speaking>> = { ...PAGES, ...SPOILT, ...SIGNED_OTHERWISE, ...SAYS_SOMETHING_ELSE };
export const FALSE_ACKS_BUT_HELD: Readonly<Record<string, Speaking>> = { ...FALSE_ACKS, ...NOT_OF_HELD };
