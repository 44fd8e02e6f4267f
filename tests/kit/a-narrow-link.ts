/** A narrow link to a council: plain TCP with a way that takes its time and an uplink that all connections share. Every byte up is counted. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Narrow {
  /** There and back. A new connection costs it once more before it can carry anything, as its handshake does. */
  readonly roundTripMs: number;
  /** Undefined where only the machine limits it. */
  readonly upKbit?: number;
}

export interface ANarrowLink {
  readonly address: string;
  /** Since it was last asked: all that went up, heads of requests as well. */
  readonly bytesUp: () => number;
  readonly close: () => Promise<void>;
}

/** So much may be under way in one connection: far more than the widest link here needs, so that no window of ours is measured. */
const MOST_UNDERWAY = 16 * 1024 * 1024;

/** Passes on what comes, each piece when a wire of this width and length would have brought it. */
const pass = (from: Socket, to: Socket, arrivesAt: (bytes: number) => number): void => {
  let underWay = 0;
  let last: Promise<void> = Promise.resolve();
  from.on('data', (piece: Buffer) => {
    underWay += piece.length;
    if (underWay > MOST_UNDERWAY) from.pause();
    const at = arrivesAt(piece.length);
    const ridden = new Promise<void>((there) => setTimeout(there, Math.max(0, at - performance.now())));
    // Timers may overtake each other; bytes may not.
    last = Promise.all([last, ridden]).then(() => {
      underWay -= piece.length;
      if (!to.destroyed) to.write(piece);
      if (underWay <= MOST_UNDERWAY) from.resume();
    });
  });
  from.on('end', () => void last.then(() => to.end()));
  from.on('error', () => to.destroy());
  from.on('close', () => void last.then(() => to.destroy()));
};

export const aNarrowLink = async (council: string, { roundTripMs, upKbit }: Narrow): Promise<ANarrowLink> => {
  const { hostname, port } = new URL(council);
  const sockets = new Set<Socket>();
  let bytesUp = 0;
  let uplinkFreeAt = 0;
  const server = createServer((phone) => {
    const readyAt = performance.now() + roundTripMs;
    const onward = connect(Number(port), hostname);
    for (const socket of [phone, onward]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => sockets.delete(socket));
    }
    pass(phone, onward, (bytes) => {
      bytesUp += bytes;
      const from = Math.max(performance.now(), readyAt, uplinkFreeAt);
      uplinkFreeAt = from + (upKbit === undefined ? 0 : (bytes * 8) / upKbit);
      return uplinkFreeAt + roundTripMs / 2;
    });
    pass(onward, phone, () => performance.now() + roundTripMs / 2);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    bytesUp: () => {
      const since = bytesUp;
      bytesUp = 0;
      return since;
    },
    close: () =>
      new Promise((over) => {
        server.close(() => over());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
