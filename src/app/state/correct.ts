/** Answering again: a new draft over what a copy has kept, which takes the place of the old answers once it is handed in. */
import { drawClipId, type ClipAnswer, type ClipFacts } from '../../domain/clip.ts';
import { beginDraft, type Draft } from '../../domain/draft.ts';
import type { Pack } from '../../domain/pack.ts';
import type { Language } from '../../domain/language.ts';
import type { KeptReceipt, Library } from '../../store/library.ts';
import type { Recordings } from '../../store/recordings.ts';
import type { SyncEnv } from '../../sync/env.ts';

export interface CorrectingDesk {
  readonly env: SyncEnv;
  readonly library: Library;
  readonly recordings: Recordings;
}

/** Under ids of their own: the old ones will be erased at the council, and never come back there. */
const copyClip = async ({ env, recordings }: CorrectingDesk, draft: Draft, facts: ClipFacts): Promise<readonly ClipFacts[]> => {
  const recording = await recordings.recording(facts.id);
  if (recording === undefined) return [];
  const { pieces: _pieces, seconds, ...begun } = recording;
  const id = drawClipId(env.random);
  await recordings.begin({ ...begun, id, record: draft.id, pack: draft.pack });
  for await (const piece of recordings.open(facts.id)) await recordings.add(id, piece.buffer, seconds);
  await recordings.keep(id);
  return [{ ...facts, id }];
};

const copyClips = async (desk: CorrectingDesk, draft: Draft, clips: readonly ClipAnswer[]): Promise<readonly ClipAnswer[]> => {
  const copied: ClipAnswer[] = [];
  for (const { q, value } of clips) {
    const own: ClipFacts[] = [];
    for (const facts of value) own.push(...(await copyClip(desk, draft, facts)));
    if (own.length > 0) copied.push({ q, kind: 'clips', value: own });
  }
  return copied;
};

/** The draft is on the disk when this comes back; the old answers stay as they are until it is handed in. */
export const beginCorrection = async (desk: CorrectingDesk, pack: Pack, lang: Language, { id, code, copy }: KeptReceipt): Promise<void> => {
  const begun = beginDraft({ pack: pack.id, packVersion: pack.version, mode: 'own-phone', lang }, desk.env.random, desk.env.now());
  const draft: Draft = { ...begun, replaces: { id, code }, ...(copy === null ? {} : { answers: copy.answers, keepCopy: true }) };
  // Before its first recording, or whoever sweeps up recordings without a draft would take them.
  await desk.library.keep(draft);
  if (copy?.clips === undefined) return;
  await desk.library.keep({ ...draft, clips: await copyClips(desk, draft, copy.clips) });
};
