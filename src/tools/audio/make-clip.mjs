/** One thread that makes clips: words in, MP3 out. Run by clip-makers.mjs. */
import { parentPort } from 'node:worker_threads';
import { Fault } from '../fault.mjs';
import { SAMPLE_RATE, speak } from './espeak.mjs';
import { level, trim } from './level.mjs';
import { toMp3 } from './mp3.mjs';
import { COMPUTERS } from './recipe.mjs';

/** Shorter than this nobody has said anything. */
const SHORTEST_SECONDS = 0.1;

/** @type {(lang: import('./recipe.mjs').Language, spoken: string) => Promise<{ readonly file: Uint8Array }>} */
export const makeClip = async (lang, spoken) => {
  const sound = trim(await speak(COMPUTERS[lang], spoken));
  if (sound.length < SHORTEST_SECONDS * SAMPLE_RATE) throw new Fault(`The computer's ${lang} voice says nothing for "${spoken}": respell it in locales/${lang}/speak.json.`);
  return { file: await toMp3(level(sound), SAMPLE_RATE) };
};

parentPort?.on('message', async ({ lang, spoken }) => {
  try {
    parentPort?.postMessage(await makeClip(lang, spoken));
  } catch (error) {
    parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) });
  }
});
