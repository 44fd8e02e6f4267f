/** A council where people have spoken Sylheti: the app's core keys, each with consent and approved. Never shipped: made here, of other clips. */
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { councilApp } from '../../src/council/http/app.ts';
import { openCouncil } from '../../src/council/open-council.ts';
import { realWorld } from '../../src/council/world.ts';
import { clipFile, CORE_KEYS, type Clip, type VoiceManifest } from '../../src/domain/voice.ts';
import { configFor } from './a-council.ts';
import { ROOT } from './a-folder.ts';

export interface ASpokenCouncil {
  readonly address: string;
  readonly close: () => Promise<void>;
}

const SPOKEN = { source: 'human', voice: 'a test', speaker: null, consent: 'a test', recordedAt: '2026-11-01', reviewedBy: 'a test' } as const;

/** Every clip that says a core key in Bengali, taken for a person's in Sylheti. A key with no clip yet sounds like the first of them. */
const speakCoreKeys = (bengali: string, sylheti: string, without: readonly string[]): void => {
  const { clips, sequences } = JSON.parse(readFileSync(join(bengali, 'manifest.json'), 'utf8')) as VoiceManifest;
  const keys = CORE_KEYS.filter((key) => !without.includes(key));
  const names = [...new Set(keys.flatMap((key) => (sequences[key] ?? [key]).filter((name) => !name.startsWith('{{'))))];
  mkdirSync(sylheti, { recursive: true });
  const spoken = names.map((name): [string, Clip] => {
    const model = clips[name] ?? (clips['welcome.title'] as Clip);
    const file = join(bengali, clipFile(clips[name] ? name : 'welcome.title', model));
    const clip = { ...model, ...SPOKEN, audioHash: createHash('sha256').update(readFileSync(file)).digest('hex') };
    copyFileSync(file, join(sylheti, clipFile(name, clip)));
    return [name, clip];
  });
  const manifest: VoiceManifest = {
    v: 1,
    voice: 'syl',
    clips: Object.fromEntries(spoken),
    sequences: Object.fromEntries(keys.flatMap((key) => (sequences[key] ? [[key, sequences[key]]] : []))),
    aside: [],
  };
  writeFileSync(join(sylheti, 'manifest.json'), JSON.stringify(manifest));
};

/** `without` names core keys that nobody has spoken yet: then the voice is not offered. */
export const aCouncilWithSylheti = async (folder: string, without: readonly string[] = []): Promise<ASpokenCouncil> => {
  const distDir = join(folder, 'dist');
  cpSync(join(ROOT, 'dist'), distDir, { recursive: true });
  speakCoreKeys(join(distDir, 'page/audio/bn'), join(distDir, 'page/audio/syl'), without);
  const council = await openCouncil({ ...configFor(folder), distDir }, realWorld(), () => undefined, true);
  const server = createAdaptorServer({ fetch: councilApp(council, () => false).fetch }) as Server;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const over = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await over;
      await council.close();
    },
  };
};
