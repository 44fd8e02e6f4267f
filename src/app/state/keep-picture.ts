/** Puts a photograph or a drawing beside the words that are its caption: made small, and kept like a recording. */
import { drawClipId, type ClipFacts } from '../../domain/clip.ts';
import { recordOf, type SpokenTo } from '../../domain/draft-clips.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import type { Recordings } from '../../store/recordings.ts';
import { refusal } from '../../store/refused.ts';
import { shrinkPicture } from '../voice/shrink-picture.ts';
import type { Interview } from './interview.ts';
import type { TakeTools } from './take.ts';

export type PictureTools = Pick<TakeTools, 'env' | 'touch' | 'lang'> & { readonly recordings: Recordings };

/** A picture lasts no time. */
const NO_SECONDS = 0;

export const keepPicture = async ({ env, touch, lang, recordings }: PictureTools, interview: Interview, to: SpokenTo, file: Blob): Promise<Result<ClipFacts>> => {
  const small = await shrinkPicture(file);
  if (!small.ok) return small;
  const facts = { id: drawClipId(env.random), medium: 'picture', lang } as const;
  try {
    await touch();
    await recordings.begin({ ...facts, record: recordOf(interview.draft.value, to.part), pack: interview.pack.id, q: to.q, type: 'image/jpeg', beganAt: env.now() });
    await recordings.add(facts.id, await small.value.arrayBuffer(), NO_SECONDS);
    await recordings.keep(facts.id);
  } catch (error) {
    await recordings.drop([facts.id]).catch(() => undefined);
    return bad(refusal(error));
  }
  return good({ ...facts, seconds: NO_SECONDS });
};
