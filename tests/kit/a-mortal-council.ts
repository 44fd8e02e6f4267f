/** A council in a process of its own that is up in a moment, since it is killed again and again: the built server alone, without `npm start`'s checks. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './a-folder.ts';

export interface AMortalCouncil {
  readonly address: string;
  /** SIGKILL, and back when nothing of it is left. */
  readonly kill: () => Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const SERVE = `const { serve } = await import(${JSON.stringify(pathToFileURL(join(ROOT, 'dist/council/main.js')).href)}); await serve(${JSON.stringify(ROOT)}, process.env);`;

/** On the data, keys and second place of this folder, with more settings for it where a test has some. Throws what it said if it won't start. */
export const aMortalCouncil = async (folder: string, packsDir: string, more: NodeJS.ProcessEnv = {}): Promise<AMortalCouncil> => {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(folder, 'data'), KEYS_DIR: join(folder, 'keys'), JOURNAL_DIR: join(folder, 'journal'), ONE_DISK_IS_ENOUGH: 'yes', PACKS_DIR: packsDir, ...more };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', SERVE], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const gone = new Promise<void>((over) => child.once('close', () => over()));
  void gone.then(() => running.delete(child));
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const address = await new Promise<string>((up, failed) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const [found] = /http\S+/.exec(line) ?? [];
      if (found !== undefined) up(new URL(found).origin);
    });
    void gone.then(() => failed(new Error(`the council ended: ${said}`)));
  });
  return {
    address,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
};
