/** A small tree of words and clips for tests: a folder of its own, with real clips, and ways to make them wrong. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildAudio } from '../../src/tools/audio/build.mjs';
import { checkAudio } from '../../src/tools/audio/check.mjs';
import { clipFile } from '../../src/domain/voice.ts';

/** @typedef {import('../../src/domain/voice.ts').VoiceManifest} Manifest */
/** @typedef {import('../../src/domain/voice.ts').Clip} Clip */

const WORDS = {
  en: { 'dock.back': 'Back', 'promise.open-until': 'Open until {{date}}' },
  so: { 'dock.back': 'Dib u noqo', 'promise.open-until': 'Furan ilaa {{date}}' },
  bn: { 'dock.back': 'ফিরে যান', 'promise.open-until': '{{date}} পর্যন্ত খোলা' },
};
export const EN = 'public/audio/en';
export const PACK_EN = 'packs/a-road/audio/en';

/** The words above and a pack of one word, with nothing spoken yet; or a copy of such a tree, as it is by now. */
export const aVoiceTree = (/** @type {string} */ copied = '') => {
  const root = mkdtempSync(join(tmpdir(), 'our-turn-audio-'));
  const write = (/** @type {string} */ path, /** @type {string | Uint8Array} */ content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const json = (/** @type {string} */ path, /** @type {unknown} */ value) => write(path, JSON.stringify(value));
  if (copied !== '') cpSync(copied, root, { recursive: true });
  for (const [lang, words] of Object.entries(copied === '' ? WORDS : {})) {
    json(`locales/${lang}/app.json`, words);
    json(`packs/a-road/${lang}.json`, { title: words['dock.back'] });
  }
  if (copied === '') json('packs/a-road/pack.json', {});
  const readManifest = (/** @type {string} */ folder) => /** @type {Manifest} */ (JSON.parse(readFileSync(join(root, folder, 'manifest.json'), 'utf8')));
  return {
    root,
    write,
    json,
    readManifest,
    build: () => buildAudio(root),
    /** One line a fault: its kind and where. */
    faults: () => checkAudio(root).faults.map(({ kind, place }) => `${kind} ${place.replace(/\.[0-9a-f]{8}\.mp3$/, '')}`),
    say: (/** @type {string} */ lang, /** @type {Readonly<Record<string, string>>} */ words) => json(`locales/${lang}/app.json`, { ...WORDS[/** @type {'en'} */ (lang)], ...words }),
    fileOf: (/** @type {string} */ folder, /** @type {string} */ name) => join(root, folder, clipFile(name, /** @type {Clip} */ (readManifest(folder).clips[name]))),
    /** Changes what the manifest says of one clip. */
    alter: (/** @type {string} */ folder, /** @type {string} */ name, /** @type {Partial<Clip>} */ change) => {
      const manifest = readManifest(folder);
      const clip = /** @type {Clip} */ (manifest.clips[name]);
      json(`${folder}/manifest.json`, { ...manifest, clips: { ...manifest.clips, [name]: { ...clip, ...change } } });
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

/** As if a person had spoken this clip. */
export const SPOKEN = /** @type {const} */ ({ source: 'human', voice: 'English, Bow', speaker: 'A. Neighbour', consent: 'spoken and ticked, 2026-11-02', recordedAt: '2026-11-02', reviewedBy: 'B. Neighbour' });
