/** The shapes of what travels, as JSON Schema: made from the endpoint's own where it has one, and said here where it has none. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { HeaderShape } from '../../council/understand.ts';
import { PROBLEM_STATUS } from '../../domain/problem.ts';
import { Replies } from '../../domain/reply.ts';
import { CarriedRecord, Envelope, HeldAsk, KeyRing, LIMITS, ReceiptBody } from '../../domain/wire.ts';

/** @typedef {Record<string, unknown>} Schema */

/** What a sender writes; what reading makes of it is nobody's business on the wire. @type {(shape: never) => Schema} */
const from = (shape) => {
  const { $schema: _, ...schema } = toJsonSchema(shape, { typeMode: 'input', errorMode: 'ignore' });
  return /** @type {Schema} */ (schema);
};

/** @type {(schema: Schema, more: Schema) => Schema} */
const withProperties = (schema, more) => ({ ...schema, properties: { .../** @type {Schema} */ (schema['properties']), ...more } });

const version = { type: 'object', required: ['number', 'hash'], properties: { number: { type: 'integer', minimum: 1 }, hash: { type: 'string', pattern: '^[0-9a-f]{16}$' } } };
const sri = { type: 'string', pattern: '^sha256-[A-Za-z0-9+/]{43}=$' };

/** Codes that an answer can bear: those with a status, which happen at the endpoint. */
export const ANSWERED = Object.entries(PROBLEM_STATUS).flatMap(([code, status]) => (status >= 400 && status !== 422 ? [code] : []));

/** @type {Record<string, Schema>} */
export const schemas = {
  RecordHeader: { ...from(/** @type {never} */ (HeaderShape)), description: 'What a header of version 1 says, as JSON text whose exact bytes the digest covers. One that says more or other is set aside, and as safe as the rest.' },
  Record: withProperties(from(/** @type {never} */ (CarriedRecord)), {
    header: { type: 'string', contentMediaType: 'application/json', contentSchema: { $ref: '#/components/schemas/RecordHeader' } },
    sealed: {
      description: 'The parts, each an age file in base64.',
      type: 'array',
      items: { type: 'object', required: ['part', 'age'], properties: { part: { type: 'string' }, age: { type: 'string', contentEncoding: 'base64' } } },
    },
  }),
  Envelope: withProperties(from(/** @type {never} */ (Envelope)), {
    records: { type: 'array', maxItems: LIMITS.records, items: { $ref: '#/components/schemas/Record' } },
    sentAt: { type: 'string', description: 'The device’s clock. Left out with records that stand apart.' },
  }),
  HeldAsk: withProperties(from(/** @type {never} */ (HeldAsk)), {
    held: { .../** @type {Schema} */ (/** @type {Schema} */ (from(/** @type {never} */ (HeldAsk))['properties'])['held']), maxItems: LIMITS.heldPairs },
  }),
  Receipt: from(/** @type {never} */ (ReceiptBody)),
  KeyRing: from(/** @type {never} */ (KeyRing)),
  Replies: from(/** @type {never} */ (Replies)),
  Problem: {
    type: 'object',
    required: ['v', 'code', 'title', 'status'],
    properties: { v: { const: 1 }, code: { enum: ANSWERED }, title: { type: 'string' }, status: { type: 'integer' }, at: { type: 'string' }, detail: { type: 'string' } },
    additionalProperties: false,
  },
  Shelf: {
    type: 'object',
    required: ['v', 'packs'],
    properties: {
      v: { const: 1 },
      packs: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'version', 'picture', 'example', 'closes', 'replyBy', 'words', 'files', 'voices'],
          properties: {
            id: { type: 'string' }, version, picture: { type: 'string' }, example: { type: 'boolean' }, closes: { type: 'string' }, replyBy: { type: 'string' },
            words: { type: 'object', additionalProperties: { type: 'object', required: ['title', 'who'], properties: { title: { type: 'string' }, who: { type: 'string' } } } },
            files: { type: 'array', items: { type: 'object', required: ['path', 'integrity', 'bytes'], properties: { path: { type: 'string' }, integrity: sri, bytes: { type: 'integer' } } } },
            voices: { type: 'object', additionalProperties: { type: 'object', required: ['integrity', 'bytes', 'seconds'], properties: { integrity: sri, bytes: { type: 'integer' }, seconds: { type: 'integer' } } } },
          },
        },
      },
    },
  },
  Health: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' }, why: { type: 'string' } } },
};
