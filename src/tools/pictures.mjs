/** `npm run pictures -- [names]`: takes the pictures that tests/pictures/*.ts describe. */
import { begin } from './begin.mjs';

begin(async () => {
  const { runFolder } = await import('./run-folder.mjs');
  process.exitCode = await runFolder('tests/pictures', '.ts', process.argv.slice(2));
});
