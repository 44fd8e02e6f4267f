/** What `npm run import-voices` does: takes in the studio's zip, or takes one person's voice back. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { showId } from '../../domain/studio.ts';
import { readSpeakerId } from '../../domain/voice-zip.ts';
import { Fault } from '../fault.mjs';
import { ROOT } from '../root.mjs';
import { importVoices } from './import.mjs';
import { MOST_BYTES_IN_ALL } from './unzip.mjs';
import { withdraw } from './withdrawn.mjs';

const HOW = 'Say which file, or whose voice to take back:\n  npm run import-voices -- file.zip\n  npm run import-voices -- --withdraw 3f9a-27c1';
const NEXT = 'Now run npm run build-audio, then npm start.';

/** The same folder as the council's own. */
const dataDir = () => resolve(ROOT, process.env['DATA_DIR'] || 'data');

const takeBack = (/** @type {string} */ root, /** @type {string} */ asked) => {
  const id = readSpeakerId(asked);
  if (id === undefined) throw new Fault(`"${asked}" is no speaker's number: it has eight signs, as 3f9a-27c1.`);
  const count = withdraw(root, dataDir(), id);
  console.log(count === 0 ? `There is no clip by ${showId(id)} here. Should one come by a later file, it is refused.` : `${count} clips by ${showId(id)} are gone. ${NEXT}`);
};

const takeIn = async (/** @type {string} */ root, /** @type {string} */ file) => {
  if (!existsSync(file)) throw new Fault(`${file} is not there.`);
  if (statSync(file).size > MOST_BYTES_IN_ALL) throw new Fault(`${file} is larger than ${MOST_BYTES_IN_ALL} bytes, which no file of the voice studio is.`);
  const { taken, speakers, refused } = await importVoices(root, dataDir(), readFileSync(file));
  for (const { name, why } of refused) console.log(`refused: ${JSON.stringify(name)} ${why}`);
  console.log(`${taken} clips taken in${speakers.length === 0 ? '' : `, by ${speakers.join(', ')}`}; ${refused.length} refused.${taken === 0 ? '' : ` ${NEXT}`}`);
  process.exitCode = refused.length === 0 ? 0 : 1;
};

export const run = async () => {
  const [, , first = '', second = ''] = process.argv;
  if (first === '--withdraw' && second !== '') return takeBack(ROOT, second);
  if (first === '' || first.startsWith('--')) throw new Fault(HOW);
  // npm runs this in the project's folder, wherever somebody called it.
  return takeIn(ROOT, resolve(process.env['INIT_CWD'] ?? '.', first));
};
