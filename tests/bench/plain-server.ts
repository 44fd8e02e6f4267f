/** The floor's server: the council's own server library and way of sending, in a process of its own, with nothing behind it. */
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { ASK_FIRST, send, sendable, type Sendable } from '../../src/council/http/files.ts';

/** By path. */
export type PlainFiles = Readonly<Record<string, { readonly type: string; readonly text: string }>>;

const files = new Map<string, Sendable>();
const app = new Hono();
app.get('*', (c) => {
  const file = files.get(c.req.path);
  return file === undefined ? c.text('not found', 404) : send(file, c.req.raw);
});

process.on('message', (more: PlainFiles) => {
  for (const [path, { type, text }] of Object.entries(more)) files.set(path, sendable(text, type, ASK_FIRST));
  process.send?.({ had: Object.keys(more).length });
});
process.once('disconnect', () => process.exit());
const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
