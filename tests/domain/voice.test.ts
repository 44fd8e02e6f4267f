/** Voices: what they say, when one may be offered, and what a pack's manifest becomes when it is published. */
import { expect, test } from 'vitest';
import { CLIP_NAME_PATTERN, clipFile, CORE_KEYS, isOffered, parseManifest, publishedManifest, TEXT_OF, textToHash, VOICES, type Clip, type VoiceManifest } from '../../src/domain/voice.ts';
import { LANGUAGES } from '../../src/domain/language.ts';

const HASH = 'ab'.repeat(32);
const spoken: Clip = {
  textHash: HASH, audioHash: HASH, bytes: 3000, seconds: 1, source: 'human', voice: 'Sylheti, Moulvibazar', speaker: 'A. Neighbour', consent: 'ticked and spoken', recordedAt: '2026-11-02', reviewedBy: 'B. Neighbour',
};
const manifest = (voice: VoiceManifest['voice'], clips: Readonly<Record<string, Clip>>, rest: Partial<VoiceManifest> = {}): VoiceManifest => ({ v: 1, voice, clips, sequences: {}, aside: [], ...rest });
const core = (clip: Clip) => Object.fromEntries(CORE_KEYS.map((key) => [key, clip]));

test('every voice says words that there are', () => {
  expect(VOICES.map((voice) => TEXT_OF[voice]).every((lang) => LANGUAGES.includes(lang))).toBe(true);
});

test('a clip’s file is named after its sound, and white space is no other text', () => {
  expect(clipFile('done.code~2', { audioHash: `0123abcd${'0'.repeat(56)}` })).toBe('done.code~2.0123abcd.mp3');
  expect(textToHash(' e\u0301  a\n b ')).toBe('é a b');
});

test('names that climb out of the folder are no names', () => {
  for (const name of ['../x', 'a/b', '.hidden', 'a~0', '', 'A', 'a b']) expect(CLIP_NAME_PATTERN.test(name)).toBe(false);
  for (const name of ['dock.back', 'review.answered_one~1', 'q.age.from-16-to-24']) expect(CLIP_NAME_PATTERN.test(name)).toBe(true);
});

test('a manifest is read back as it was, and one with a bad name, hash or source is refused', () => {
  const whole = manifest('syl', { 'dock.back': spoken }, { sequences: { until: ['until~1', '{{date}}'] }, aside: [{ name: 'old', clip: spoken }] });
  expect(parseManifest(JSON.parse(JSON.stringify(whole)))).toEqual({ ok: true, value: whole });
  for (const bad of [{}, { ...whole, voice: 'fr' }, manifest('syl', { '../up': spoken }), manifest('syl', { a: { ...spoken, audioHash: 'x' } }), manifest('syl', { a: { ...spoken, source: 'robot' as 'human' } })]) {
    expect(parseManifest(bad).ok).toBe(false);
  }
});

test('Sylheti is offered only when people have spoken all core keys, agreed, and others approved', () => {
  expect(isOffered(manifest('so', {}))).toBe(true);
  expect(isOffered(manifest('syl', {}))).toBe(false);
  expect(isOffered(manifest('syl', core(spoken)))).toBe(true);
  expect(isOffered(manifest('syl', { ...core(spoken), 'done.code': { ...spoken, reviewedBy: null } }))).toBe(false);
  expect(isOffered(manifest('syl', { ...core(spoken), 'done.code': { ...spoken, consent: null } }))).toBe(false);
  expect(isOffered(manifest('syl', core({ ...spoken, source: 'computer' })))).toBe(false);
  const { 'done.code.help': gone, ...rest } = core(spoken);
  expect(gone).toBeDefined();
  expect(isOffered(manifest('syl', { ...rest, 'done.code.help~1': spoken }, { sequences: { 'done.code.help': ['done.code.help~1'] } }))).toBe(true);
});

test('published, the sets’ clips stand where their words do, and what was set aside stays behind', () => {
  const pack = manifest('bn', { title: spoken }, { aside: [{ name: 'title', clip: spoken }] });
  const support = manifest('bn', { 'why~1': spoken, 'why~2': spoken }, { sequences: { why: ['why~1', 'why~2'] } });
  const about = manifest('bn', { 'q.age.ask': spoken });
  const published = publishedManifest(pack, support, about);
  expect(Object.keys(published.clips)).toEqual(['title', 'support.why~1', 'support.why~2', 'about.q.age.ask']);
  expect(published.sequences).toEqual({ 'support.why': ['support.why~1', 'support.why~2'] });
  expect(published.aside).toEqual([]);
  expect(parseManifest(published).ok).toBe(true);
});
