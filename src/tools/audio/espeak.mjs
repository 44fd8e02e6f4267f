/** Runs espeak-ng's WASM command line, one fresh instance a text, so that nothing of one clip colours the next. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import runEspeak from 'espeak-ng';
import { Fault } from '../fault.mjs';
import { withTable } from './phoneme-table.mjs';
import { SOMALI } from './somali.mjs';

/** @typedef {{ readonly name: string, readonly wordsAMinute: number, readonly pitch: number }} VoiceSettings */

const DATA = '/usr/local/share/espeak-ng-data';
const INPUT = '/text.txt';
const OUTPUT = '/sound.wav';
/** Canonical: espeak-ng writes nothing between the header and the samples. */
const WAV_HEADER_BYTES = 44;
export const SAMPLE_RATE = 22_050;

/** @type {WebAssembly.Module | undefined} */
let compiled;
const program = () => (compiled ??= new WebAssembly.Module(readFileSync(fileURLToPath(import.meta.resolve('espeak-ng')).replace(/\.js$/, '.wasm'))));

/** The files that it brings along are written one by one as it starts; the one with the phonemes is given Somali's. */
const addSomaliPhonemes = (/** @type {import('espeak-ng').Files} */ FS) => {
  const write = FS.createDataFile;
  FS.createDataFile = (path, name, content, ...rest) => {
    const ours = path.endsWith('/phontab') ? withTable(new Uint8Array(content.buffer, content.byteOffset, content.length), SOMALI.table) : content;
    write(path, name, ours, ...rest);
  };
};

/** What the program says at its end, whatever happened. */
const IS_NO_NEWS = /^program exited \(with status: 0\)/;

/**
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string | Uint8Array>>} files to lie there before it starts
 */
const run = async (args, files) => {
  const out = /** @type {string[]} */ ([]);
  const err = /** @type {string[]} */ ([]);
  const { FS } = await runEspeak({
    arguments: [...args],
    print: (line) => out.push(line),
    printErr: (line) => IS_NO_NEWS.test(line) || err.push(line),
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(program(), imports);
      done(instance);
      return instance.exports;
    },
    preRun: [
      (module) => {
        addSomaliPhonemes(module.FS);
        for (const [path, content] of Object.entries(files)) {
          module.FS.mkdirTree(path.replace(/\/[^/]*$/, '') || '/');
          module.FS.writeFile(path, content);
        }
      },
    ],
  });
  return { FS, out, err };
};

/** @type {Promise<Readonly<Record<string, string | Uint8Array>>> | undefined} */
let somali;

/** Our Somali voice and its rules, compiled by espeak-ng itself. */
const somaliFiles = async () => {
  const voice = { [`${DATA}/lang/cus/so`]: SOMALI.voice };
  const { FS, err } = await run(['--compile=so', '-v', 'so'], { ...voice, '/so_rules': SOMALI.rules, '/so_list': SOMALI.list });
  const faults = err.filter((line) => /error|missing|unknown|bad|undefined|invalid|duplicate/i.test(line));
  if (faults.length > 0) throw new Fault(`The rules in src/tools/audio/somali do not compile:\n${faults.join('\n')}`);
  return { ...voice, [`${DATA}/so_dict`]: FS.readFile(`${DATA}/so_dict`) };
};

const filesFor = async (/** @type {string} */ name) => (name === 'so' ? await (somali ??= somaliFiles()) : {});

/** In espeak-ng's own letters, a line a sentence: what tests hold rules against. */
export const phonemesOf = async (/** @type {string} */ name, /** @type {string} */ text) => {
  const { out } = await run(['-v', name, '-q', '-x', '-f', INPUT], { ...(await filesFor(name)), [INPUT]: text });
  return out.map((line) => line.trim()).filter(Boolean);
};

/**
 * @param {VoiceSettings} voice
 * @param {string} text
 * @returns {Promise<Float32Array>} at SAMPLE_RATE, mono, from -1 to 1
 */
export const speak = async ({ name, wordsAMinute, pitch }, text) => {
  const args = ['-v', name, '-s', String(wordsAMinute), '-p', String(pitch), '-w', OUTPUT, '-f', INPUT];
  const { FS, err } = await run(args, { ...(await filesFor(name)), [INPUT]: text });
  try {
    const wav = FS.readFile(OUTPUT).slice(WAV_HEADER_BYTES);
    return Float32Array.from(new Int16Array(wav.buffer, 0, wav.length >> 1), (sample) => sample / 32_768);
  } catch {
    throw new Fault(`espeak-ng has no sound for "${text}": ${err.join(' ') || 'it said nothing'}`);
  }
};
