/** `npm test`: types, unit tests and journeys in a real browser; the last line says how many passed and failed. */
import { begin } from './begin.mjs';

begin(async () => {
  const { readWish } = await import('./test-wish.mjs');
  const { testAll } = await import('./test-all.mjs');
  process.exitCode = await testAll(readWish(process.argv.slice(2), process.env));
});
