/** A plain TCP balancer in front of several endpoints: each connection goes to the next one, and on to another where that is gone. */
import { request as httpRequest } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Answering } from './a-phone.ts';

export interface ABalancer {
  readonly address: string;
  /** To which port each connection went, in order. */
  readonly carried: readonly number[];
  /** Called when a request has begun to go through to this port. */
  onRequest: (port: number) => void;
  readonly close: () => Promise<void>;
}

/** The first of these ports that takes a connection. */
const firstOpen = (ports: readonly number[]): Promise<readonly [Socket, number] | undefined> => {
  const [port, ...others] = ports;
  if (port === undefined) return Promise.resolve(undefined);
  return new Promise((found) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => found([socket.removeAllListeners('error'), port]));
    socket.once('error', () => found(firstOpen(others)));
  });
};

export const aBalancer = async (ports: readonly number[]): Promise<ABalancer> => {
  const carried: number[] = [];
  const sockets = new Set<Socket>();
  const balancer = { onRequest: (() => undefined) as ABalancer['onRequest'] };
  let turn = 0;
  const carry = async (phone: Socket): Promise<void> => {
    const order = ports.map((_, at) => ports[(turn + at) % ports.length] ?? 0);
    turn += 1;
    const found = await firstOpen(order);
    if (found === undefined) return void phone.destroy();
    const [endpoint, port] = found;
    carried.push(port);
    for (const [one, other] of [[phone, endpoint], [endpoint, phone]] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => (other.destroy(), sockets.delete(one)));
      one.pipe(other);
    }
    phone.once('data', () => balancer.onRequest(port));
  };
  const server = createServer((phone) => void carry(phone));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    carried,
    get onRequest() {
      return balancer.onRequest;
    },
    set onRequest(onRequest) {
      balancer.onRequest = onRequest;
    },
    close: () =>
      new Promise((over) => {
        server.close(() => over());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

/** A phone's requests, each over a connection of its own, as from many phones: one that was kept open would stay with one endpoint. */
export const throughBalancer = ({ address }: Pick<ABalancer, 'address'>): Answering => async (request) => {
  const body = Buffer.from(await request.arrayBuffer());
  const { pathname, search } = new URL(request.url);
  return new Promise((answered, failed) => {
    const sent = httpRequest(address + pathname + search, { method: request.method, agent: false, headers: Object.fromEntries(request.headers) }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', failed);
      reply.on('end', () => answered(new Response(Buffer.concat(chunks), { status: reply.statusCode ?? 502, headers: reply.headers as Record<string, string> })));
    });
    sent.on('error', failed).end(body);
  });
};
