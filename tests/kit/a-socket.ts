/** A socket on which a test says its own bytes, as slowly or as strangely as it likes. */
import { connect } from 'node:net';

export interface ASocket {
  readonly say: (text: string) => void;
  /** All that was answered, once the other side has closed. */
  readonly closed: Promise<string>;
  readonly heard: () => string;
  readonly hangUp: () => void;
}

export const aSocket = (port: number): Promise<ASocket> =>
  new Promise((ready, fail) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    const closed = new Promise<string>((over) => socket.on('close', () => over(heard)));
    socket.on('error', fail);
    socket.on('connect', () => ready({ say: (text) => void socket.write(text), closed, heard: () => heard, hangUp: () => socket.destroy() }));
  });
