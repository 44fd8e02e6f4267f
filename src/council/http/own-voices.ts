/** The app's own clips: lists of them in the form in which phones fetch them, made from the manifests that lie in the build. */
import { CLIP_LIST_FILE, isOffered, parseManifest, VOICES, type ShelfVoice, type Voice } from '../../domain/voice.ts';
import { PATHS } from '../../domain/wire.ts';
import { listBytes } from '../packs/voices.ts';
import { integrityOf } from '../packs/shelf.ts';
import { ASK_FIRST, sendable, type Sendable } from './files.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Takes the manifests out of the files that are sent, and puts lists in their place, and one file that names all voices. */
export const withOwnVoices = (files: ReadonlyMap<string, Sendable>): ReadonlyMap<string, Sendable> => {
  const all = new Map(files);
  const voices: Partial<Record<Voice, ShelfVoice>> = {};
  for (const voice of VOICES) {
    const manifest = files.get(`/audio/${voice}/manifest.json`);
    if (manifest === undefined) continue;
    all.delete(`/audio/${voice}/manifest.json`);
    const parsed = parseManifest(JSON.parse(new TextDecoder().decode(manifest.plain)));
    // Half of a voice of people is not shown to anyone: it would be silent where it matters.
    if (!parsed.ok || !isOffered(parsed.value)) continue;
    const list = listBytes(parsed.value);
    const clips = Object.values(parsed.value.clips);
    voices[voice] = {
      integrity: integrityOf(list),
      bytes: list.byteLength + clips.reduce((sum, clip) => sum + clip.bytes, 0),
      seconds: Math.round(clips.reduce((sum, clip) => sum + clip.seconds, 0)),
    };
    all.set(`/audio/${voice}/${CLIP_LIST_FILE}`, sendable(new TextDecoder().decode(list), JSON_TYPE, ASK_FIRST));
  }
  all.set(PATHS.voices, sendable(JSON.stringify({ v: 1, voices }), JSON_TYPE, ASK_FIRST));
  return all;
};
