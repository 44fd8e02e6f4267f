/** What the page of an open recording sends: its bytes are asked for, it was heard, its language is said, words are written beside it. */
import { clipTypeOf } from '../../domain/clip.ts';
import { aroundClip } from '../around-clip.ts';
import { clipFileName } from '../clip-names.ts';
import type { Council } from '../council.ts';
import { hear, saveClip, sayLanguage, type Listening, type OpenClip } from '../hearing.ts';
import { clipBytesHeaders } from '../http/security.ts';
import { TRANSCRIPT_KINDS, writeTranscript } from '../transcripts.ts';
import { voiceName } from './clip-parts.tsx';
import { listeningIn, openPage } from './clip-page.tsx';
import { whoIs, type StaffContext } from './context.ts';
import { notFoundPage } from './plain-pages.tsx';
import { field, idInPath } from './request.ts';
import { say } from './words.ts';

const bytes = async (council: Council, c: StaffContext, { recording }: Listening, { head, media }: OpenClip) => {
  const type = clipTypeOf(head.medium, head.type);
  if (type === undefined) return notFoundPage(c);
  const around = await aroundClip(council, recording);
  const name = clipFileName(recording.record, around?.place ?? { q: head.q, n: 1 }, type);
  return c.body(new Uint8Array(media), 200, {
    ...clipBytesHeaders,
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  });
};

const opening = async (c: StaffContext): Promise<string> => field(await c.req.parseBody(), 'opening');

/** For the page's script: only for the person who opened it, which is in the log already. */
export const clipBytes = (council: Council) => async (c: StaffContext) => {
  const listening = await listeningIn(council, c, await opening(c));
  return listening?.inside.ok ? bytes(council, c, listening, listening.inside.value) : notFoundPage(c);
};

/** As a file, for whoever has no script or needs another player. Logged as a deed of its own, and it is no hearing. */
export const clipFile = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const saved = id === undefined ? undefined : await saveClip(council, whoIs(c), id, await opening(c));
  return saved?.ok && saved.value.inside.ok ? bytes(council, c, saved.value, saved.value.inside.value) : notFoundPage(c);
};

/** The script's word that all of it was played. What it answers is shown as it is. */
export const clipHeard = (council: Council) => async (c: StaffContext) => {
  const heard = await hear(council, whoIs(c), idInPath(c) ?? '', await opening(c));
  const voice = heard.ok ? heard.value.voice : ((await listeningIn(council, c, await opening(c)))?.recording.voice ?? null);
  return c.json({ isHeard: heard.ok, words: say(heard.ok ? 'heard.yes' : `heard.${heard.problem}`, { language: voiceName(voice) }) });
};

/** "This is Sylheti." */
export const clipLanguage = (council: Council) => async (c: StaffContext) => {
  const form = await c.req.parseBody();
  const said = await sayLanguage(council, whoIs(c), idInPath(c) ?? '', field(form, 'opening'), field(form, 'language'));
  const listening = await listeningIn(council, c, field(form, 'opening'));
  if (listening === undefined) return notFoundPage(c);
  return openPage(council, c, listening, said.ok ? { done: say('language.kept', { language: voiceName(said.value.voice) }) } : {});
};

const FORM = /^(?:transcript|translation)(?:-(?:en|so|bn|syl))?$/;

/** Keeps what was written as a new version, or gives it back with what is wrong. */
export const clipWriting = (council: Council) => async (c: StaffContext) => {
  const form = await c.req.parseBody();
  const listening = await listeningIn(council, c, field(form, 'opening'));
  const kind = TRANSCRIPT_KINDS.find((each) => each === field(form, 'kind'));
  if (listening === undefined || kind === undefined) return notFoundPage(c);
  const { id, record } = listening.recording;
  const typed = { kind, voice: field(form, 'voice'), text: field(form, 'text') };
  const kept = await writeTranscript(council, whoIs(c), { clip: id, record, ...typed });
  if (kept.ok) return openPage(council, c, listening, { done: say('transcript.kept') });
  return openPage(council, c, listening, { typed: { ...typed, form: FORM.test(field(form, 'form')) ? field(form, 'form') : kind, fault: kept.problem } });
};
