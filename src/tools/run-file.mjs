/** Runs one TypeScript file of ours as it stands, with what the build would define: `node run-file.mjs <file>`. */
import { begin } from './begin.mjs';

begin(async () => {
  const { runFile } = await import('./run-typescript.mjs');
  await runFile(process.argv[2] || '');
});
