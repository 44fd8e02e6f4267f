/** Programs that some tests need beside the browser: found on the PATH, or got with apt-get where there is one and this user may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const onPath = (name: string): string | undefined => (process.env['PATH'] ?? '').split(':').map((folder) => `${folder}/${name}`).find(existsSync);

/** Where nobody may install anything, or there is no network, it is said which packages are missing. */
const aptGet = (packages: readonly string[], what: string): void => {
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) return;
  console.log(`Installing ${packages.join(' ')} with apt-get, for ${what} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { env });
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env });
};

/** Looks, and looks again after having tried to install. */
export const findOrGet = <T>(find: () => T | undefined, packages: readonly string[], what: string): T | undefined => {
  const found = find();
  if (found !== undefined) return found;
  aptGet(packages, what);
  return find();
};
