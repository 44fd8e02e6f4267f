/** A bench's council, as intake-server.ts runs it: started, asked, stopped. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { SealedRecord } from '../../src/domain/record.ts';
import { ROOT } from '../kit/a-folder.ts';

export interface RecordsServer {
  readonly address: string;
  /** Inserts these in that process, page by page; milliseconds. */
  readonly insert: (pages: readonly (readonly SealedRecord[])[]) => Promise<number>;
  readonly stop: () => void;
}

export const startRecordsServer = async (folder: string): Promise<RecordsServer> => {
  const file = join(import.meta.dirname, 'intake-server.ts');
  const child = fork(join(ROOT, 'src/tools/run-file.mjs'), [file, folder], { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' }, serialization: 'advanced' });
  const said = <T>(): Promise<T> =>
    new Promise((is, not) => {
      const ended = (code: number | null): void => not(new Error(`the council's process ended with ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        is(message as T);
      });
    });
  const { port } = await said<{ port: number }>();
  return {
    address: `http://127.0.0.1:${port}`,
    insert: async (pages) => {
      const ready = said<{ ms: number }>();
      child.send(pages);
      return (await ready).ms;
    },
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
};
