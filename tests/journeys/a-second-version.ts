/** The same software one version later, built from a copy of the sources, with a council of its own that serves it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../kit/a-folder.ts';

const SOURCES = ['src', 'locales', 'public', 'packs', 'index.html', 'studio.html', 'vite.config.ts', 'tsconfig.json', 'tsconfig.room.json', 'package.json', 'package-lock.json'];
export const NEXT_VERSION = '99.0.0';

/** Builds in `folder`; nothing of the project itself is touched. */
export const buildNextVersion = async (folder: string): Promise<void> => {
  for (const source of SOURCES) cpSync(join(ROOT, source), join(folder, source), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const settings = join(folder, 'package.json');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/"version": "[^"]+"/, `"version": "${NEXT_VERSION}"`));
  const building = spawn(process.execPath, [join(folder, 'src/tools/build.mjs')], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  building.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((over) => building.once('close', over));
  if (code !== 0) throw new Error(`the next version could not be built: ${said}`);
};

export interface NextCouncil {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Takes over the data of the council before it, which must have stopped. */
export const startNextCouncil = async (folder: string, dataOf: string): Promise<NextCouncil> => {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(dataOf, 'data'), KEYS_DIR: join(dataOf, 'keys') };
  const child: ChildProcess = spawn(process.execPath, [join(folder, 'src/tools/start.mjs')], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<void>((over) => child.once('exit', () => over()));
  process.once('exit', () => child.kill('SIGKILL'));
  const address = await new Promise<string>((found, failed) => {
    createInterface({ input: child.stdout! }).once('line', (line) => found(/http\S+/.exec(line)?.[0] ?? ''));
    child.once('exit', (code) => failed(new Error(`the next council ended with ${code}: ${said}`)));
  });
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
