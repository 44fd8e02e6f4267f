/** The endpoint as an OpenAPI 3.1 document: every address of the wire, what it takes, and everything that it may answer. */
import { CLIP_PIECE_BYTES, LARGEST_CLIP_BYTES } from '../../domain/clip.ts';
import { PROBLEM_STATUS } from '../../domain/problem.ts';
import { PATHS, PROBLEM_TYPE, RECEIPT_HEADER, RECEIPT_TYPE, UPLOAD } from '../../domain/wire.ts';
import { schemas } from './schemas.mjs';

/** @typedef {Record<string, unknown>} Json */
/** @typedef {keyof typeof PROBLEM_STATUS} Code */

const ref = (/** @type {string} */ name) => ({ $ref: `#/components/schemas/${name}` });
const NO_STORE = { 'cache-control': { required: true, schema: { const: 'no-store' } } };
const RETRY = { 'retry-after': { description: 'Seconds, when to try again.', required: true, schema: { type: 'string', pattern: '^[0-9]+$' } } };
const OFFSET = { [UPLOAD.offset]: { description: 'Where the clip goes on.', required: true, schema: { type: 'string', pattern: '^[0-9]+$' } } };

/** One answer for each status, with the codes that it may bear. @type {(codes: readonly Code[]) => Json} */
const problems = (codes) => {
  /** @type {Map<number, Code[]>} */
  const byStatus = new Map();
  for (const code of codes) byStatus.set(PROBLEM_STATUS[code], [...(byStatus.get(PROBLEM_STATUS[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, bearing]) => [
      String(status),
      {
        description: `Acknowledges nothing: ${bearing.join(', ')}.`,
        headers: { ...NO_STORE, ...(status === 429 || status === 503 ? RETRY : {}), ...(status === 409 ? OFFSET : {}) },
        content: { [PROBLEM_TYPE]: { schema: { allOf: [ref('Problem'), { properties: { code: { enum: bearing }, status: { const: status } } }] } } },
      },
    ]),
  );
};

/** @type {(schema: Json, description: string) => Json} */
const json = (schema, description) => ({ 200: { description, content: { 'application/json': { schema } } } });

const receipt = {
  200: {
    description: 'The only acknowledgement, signed over the request’s nonce and these exact bytes.',
    headers: { ...NO_STORE, [RECEIPT_HEADER]: { description: '<kid>.<signature in base64>', required: true, schema: { type: 'string', pattern: '^[a-z0-9-]{1,40}\\.[A-Za-z0-9+/]{86}==$' } } },
    content: { [RECEIPT_TYPE]: { schema: ref('Receipt') } },
  },
};

/** @type {readonly Code[]} */
const OURS = ['closing-down', 'went-wrong'];
/** @type {readonly Code[]} */
const OF_MESSAGES = ['not-json', 'not-an-envelope', 'too-deep', 'unknown-version', 'too-large', 'too-many', 'unknown-encoding', 'busy', ...OURS];

/** @type {(name: string, schema: Json, of?: 'path' | 'query' | 'header', more?: Json) => Json} */
const parameter = (name, schema, of = 'path', more = {}) => ({ name, in: of, required: true, schema, ...more });
const gzip = parameter('content-encoding', { enum: ['gzip', 'identity'] }, 'header', { required: false });
const clip = [parameter('id', { type: 'string', pattern: '^[0-9a-f]{32}$' }), parameter('digest', { type: 'string', pattern: '^[0-9a-f]{64}$' })];
const piece = [
  parameter(UPLOAD.offset, { type: 'string', pattern: '^(0|[1-9][0-9]{0,6})$' }, 'header', { description: `A multiple of ${CLIP_PIECE_BYTES}.` }),
  parameter(UPLOAD.digest, { type: 'string' }, 'header', { description: 'sha-256=:<base64>: of the piece (RFC 9530).' }),
  parameter(UPLOAD.nonce, { type: 'string', pattern: '^[0-9a-f]{32}$' }, 'header'),
];

/** @type {(operationId: string, summary: string, more: Json) => Json} */
const operation = (operationId, summary, more) => ({ operationId, summary, ...more });
const message = (/** @type {string} */ name) => ({ required: true, content: { 'application/json': { schema: ref(name) } } });

/** @type {Json} */
const paths = {
  [PATHS.records]: {
    post: operation('handIn', 'Hands in records. Everything well formed is kept.', {
      parameters: [gzip], requestBody: message('Envelope'), responses: { ...receipt, ...problems([...OF_MESSAGES, 'disk-full']) },
    }),
  },
  [PATHS.held]: {
    post: operation('askAfter', 'Asks after records and clips that a device still holds.', {
      parameters: [gzip], requestBody: message('HeldAsk'), responses: { ...receipt, ...problems(OF_MESSAGES) },
    }),
  },
  [`${PATHS.clips}{id}/{digest}`]: {
    parameters: clip,
    head: operation('whereClipStands', 'Says where a clip goes on.', {
      responses: {
        200: { description: 'A record here names this clip.', headers: { ...NO_STORE, ...OFFSET, [UPLOAD.length]: { required: true, schema: { type: 'string', pattern: '^[0-9]+$' } } } },
        404: { description: 'No record here names it.', headers: NO_STORE }, 500: { description: 'Something went wrong.' }, 503: { description: 'Stopping.', headers: RETRY },
      },
    }),
    patch: operation('sendPiece', `Sends the next piece of a clip of at most ${LARGEST_CLIP_BYTES} bytes.`, {
      parameters: piece,
      requestBody: { required: true, content: { [UPLOAD.type]: { schema: { type: 'string', format: 'binary', maxLength: CLIP_PIECE_BYTES } } } },
      responses: {
        ...receipt,
        204: { description: 'Taken, and acknowledges nothing: pieces are missing.', headers: { ...NO_STORE, ...OFFSET } },
        ...problems(['not-a-piece', 'digest-mismatch', 'not-expected', 'wrong-offset', 'too-large', 'unknown-encoding', 'busy', 'disk-full', ...OURS]),
      },
    }),
  },
  [PATHS.keys]: { get: operation('keys', 'The key ring, the same as in each published pack.', { responses: { ...json(ref('KeyRing'), 'The ring.'), ...problems(['closing-down']) } }) },
  [PATHS.replies]: {
    get: operation('replies', '“You said, we did”: what the council answered.', {
      parameters: [parameter('packs', { type: 'string' }, 'query', { required: false, description: 'Ids with commas between, at most 100.' })],
      responses: { ...json(ref('Replies'), 'Every published reply to these packs, newest first.'), ...problems(['too-many', ...OURS]) },
    }),
  },
  [PATHS.shelf]: { get: operation('shelf', 'The conversations that are open.', { responses: json(ref('Shelf'), 'The shelf.') }) },
  [`${PATHS.shelf}{pack}/{version}/{file}`]: {
    parameters: [parameter('pack', { type: 'string' }), parameter('version', { type: 'string', pattern: '^[1-9][0-9]{0,5}-[0-9a-f]{16}$' }), parameter('file', { type: 'string' }, 'path', { description: 'May hold slashes.' })],
    get: operation('file', 'One file of a version, the same for ever.', {
      responses: { 200: { description: 'The file.', content: { 'application/json': {}, 'audio/mpeg': {} } }, ...problems(['not-found']) },
    }),
  },
  '/healthz': {
    get: operation('health', 'Whether records can be taken.', {
      responses: { ...json(ref('Health'), 'They can.'), 503: { description: 'Stopping.', content: { 'application/json': { schema: ref('Health') } } }, ...problems(['went-wrong']) },
    }),
  },
  '/metrics': {
    get: operation('metrics', 'Figures for Prometheus: to programs on the machine itself, or to who shows METRICS_TOKEN.', {
      security: [{}, { metricsToken: [] }],
      responses: { 200: { description: 'The figures.', headers: NO_STORE, content: { 'text/plain': { schema: { type: 'string' } } } }, ...problems(['not-found']) },
    }),
  },
};

/** As it lies in docs. */
export const documentText = () =>
  `${JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: 'Our Turn, the council’s endpoint', version: '1', description: 'docs/wire.md says in words what this document says in schemas. Written by `npm run openapi`.', license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      security: [],
      paths,
      components: { schemas, securitySchemes: { metricsToken: { type: 'http', scheme: 'bearer' } } },
    },
    null,
    2,
  )}\n`;
