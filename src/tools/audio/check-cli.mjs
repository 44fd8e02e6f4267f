/** What `npm run check-audio` prints: every fault, then bytes by place and voice, then minutes by ear. */
import { ROOT } from '../root.mjs';
import { checkAudio } from './check.mjs';
import { minutesByEar } from './minutes.mjs';

const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(0)} kB`;

/** @type {(checked: readonly import('./check.mjs').Checked[]) => readonly string[]} */
const sizeLines = (checked) => {
  const sizes = checked.map(({ shelf, manifest }) => {
    const clips = Object.values(manifest?.clips ?? {});
    const sum = (/** @type {(clip: import('../../domain/voice.ts').Clip) => number} */ of) => clips.reduce((total, clip) => total + of(clip), 0);
    return { id: shelf.id, voice: shelf.voice, clips: clips.length, human: clips.filter(({ source }) => source === 'human').length, bytes: sum(({ bytes }) => bytes), seconds: sum(({ seconds }) => seconds) };
  });
  const voices = [...new Set(sizes.map(({ voice }) => voice))];
  return [
    ...sizes.map(({ id, voice, clips, human, bytes, seconds }) => `${id.padEnd(20)} ${voice.padEnd(4)} ${String(clips).padStart(4)} clips, ${human} by people ${kilobytes(bytes).padStart(8)} ${(seconds / 60).toFixed(1).padStart(5)} min`),
    ...voices.map((voice) => `${'all'.padEnd(20)} ${voice.padEnd(4)} ${kilobytes(sizes.filter((each) => each.voice === voice).reduce((sum, { bytes }) => sum + bytes, 0))}`),
  ];
};

/** Gives the exit code by setting it: 1 where there is a fault. */
export const run = async () => {
  const { checked, faults } = checkAudio(ROOT);
  for (const { kind, place, why } of faults) console.log(`${kind}: ${place} ${why}`);
  for (const line of sizeLines(checked)) console.log(line);
  for (const { pack, voice, shortest, longest } of minutesByEar(ROOT, checked)) {
    console.log(`${pack.padEnd(20)} ${voice.padEnd(4)} by ear: ${shortest.toFixed(1)} minutes with everything skipped, ${longest.toFixed(1)} with everything heard`);
  }
  console.log(faults.length === 0 ? 'no fault' : `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}: npm run build-audio mends what a computer may mend`);
  process.exitCode = faults.length === 0 ? 0 : 1;
};
