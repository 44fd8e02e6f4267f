/** A road to the council on which every byte is counted: bodies as they are sent, packed, whoever asked, page or worker. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passed {
  readonly path: string;
  readonly status: number;
  /** Of the body as it went over the wire; the headers' are not in it. */
  readonly bytes: number;
  /** `br`, or empty for what was sent as it is. */
  readonly encoding: string;
}

export interface ACountedRoad {
  readonly address: string;
  /** In the order in which they were asked for. */
  readonly passed: () => readonly Passed[];
  readonly close: () => Promise<void>;
}

export const aCountedRoad = async (council: string): Promise<ACountedRoad> => {
  const passed: Passed[] = [];
  const server = createServer((incoming, outgoing) => {
    const at = passed.push({ path: incoming.url ?? '', status: 0, bytes: 0, encoding: '' }) - 1;
    const onward = request(new URL(incoming.url ?? '/', council), { method: incoming.method, headers: incoming.headers }, (reply) => {
      let bytes = 0;
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
        passed[at] = { path: incoming.url ?? '', status: reply.statusCode ?? 0, bytes, encoding: String(reply.headers['content-encoding'] ?? '') };
      });
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    passed: () => [...passed],
    close: () =>
      new Promise((over) => {
        server.close(() => over());
        server.closeAllConnections();
      }),
  };
};
