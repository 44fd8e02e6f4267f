/** The recordings and pictures under one question: what is known of each, what was written beside it, and the way to open it. */
import { inOrder, type Placed } from '../clip-names.ts';
import type { Recorded } from '../recorded.ts';
import type { Recording } from '../recordings.ts';
import { newestOf, type Transcript } from '../transcripts.ts';
import { langOf, NotArrived, OpenClip, SoundFacts, voiceName } from './clip-parts.tsx';
import { Moment } from './parts.tsx';
import { say } from './words.ts';

/** One version of what was written, in its language, and who wrote it: beside the recording, never in its place. */
export const WrittenOut = ({ transcript: { kind, voice, who, at, text } }: { readonly transcript: Transcript }) => (
  <figure class="written">
    {text === undefined ? <p class="passed">{say('transcript.closed')}</p> : <blockquote lang={langOf(voice)}>{text}</blockquote>}
    <figcaption>
      {say(`transcript.by.${kind}`, { who, language: voiceName(voice) })} <Moment ms={at} />
    </figcaption>
  </figure>
);

const OneRecorded = ({ placed, recording, transcripts }: { readonly placed: Placed; readonly recording: Recording | undefined; readonly transcripts: readonly Transcript[] }) => {
  const title = say(`clip.title.${placed.medium}`, { n: placed.n });
  return (
    <div class="recorded">
      <h4>{title}</h4>
      {recording === undefined ? <p class="passed">{say('clip.not-named')}</p> : null}
      {recording !== undefined && placed.medium === 'sound' ? <SoundFacts recording={recording} seconds={placed.seconds} /> : null}
      {recording?.isWhole === false ? <NotArrived recording={recording} /> : null}
      {recording?.isWhole === true ? <OpenClip recording={recording} about={say('clip.which', { n: placed.n })} /> : null}
      {newestOf(transcripts).map((transcript) => (
        <WrittenOut transcript={transcript} />
      ))}
    </div>
  );
};

/** Nothing where nothing was recorded for this question. */
export const RecordedFor = ({ q, recorded }: { readonly q: string; readonly recorded: Recorded | undefined }) => {
  const placed = inOrder(recorded?.clips ?? []).filter((each) => each.q === q);
  return (
    <>
      {placed.map((each) => (
        <OneRecorded
          placed={each}
          recording={recorded?.recordings.find(({ id }) => id === each.id)}
          transcripts={recorded?.transcripts.filter(({ clip }) => clip === each.id) ?? []}
        />
      ))}
    </>
  );
};

/** What came with the record, and no answer speaks of: its question stands in itself. */
export const RecordedUnnamed = ({ recorded }: { readonly recorded: Recorded | undefined }) => {
  const named = new Set<string>(inOrder(recorded?.clips ?? []).map(({ id }) => id));
  const others = recorded?.recordings.filter(({ id }) => !named.has(id)) ?? [];
  if (others.length === 0) return null;
  return (
    <section>
      <h3>{say('clip.no-question')}</h3>
      {others.map((recording) => (recording.isWhole ? <OpenClip recording={recording} /> : <NotArrived recording={recording} />))}
    </section>
  );
};

/** The questions that something was recorded for. */
export const questionsRecorded = (recorded: Recorded | undefined): ReadonlySet<string> =>
  new Set<string>(recorded?.clips.filter(({ value }) => value.length > 0).map(({ q }) => q) ?? []);
