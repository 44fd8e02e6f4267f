/** One recording or picture: closed until a person presses the button, then played beside its question and what was written of it. */
import type { Voice } from '../../domain/voice.ts';
import { aroundClip, type AroundClip } from '../around-clip.ts';
import type { Council } from '../council.ts';
import { goOnListening, openClipAndLog, type Listening } from '../hearing.ts';
import { clipPageHeaders } from '../http/security.ts';
import { voicesOf } from '../listeners.ts';
import { recordingById, type Recording } from '../recordings.ts';
import { transcriptsOf, type Transcript } from '../transcripts.ts';
import { nextToHear } from '../unheard.ts';
import { MayQuote, NeedsKey } from './answer-page.tsx';
import { ClipLanguage } from './clip-language.tsx';
import { mediumOf, NotArrived, OpenClip, SoundFacts, voiceName } from './clip-parts.tsx';
import { ClipPlayer } from './clip-player.tsx';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { FaultSummary, Notice, Up } from './parts.tsx';
import { notFoundPage } from './plain-pages.tsx';
import { packOf } from './queries.ts';
import { idInPath } from './request.ts';
import { Both } from './told.tsx';
import { transcriptFault, TranscriptsOf, type Typed } from './transcript-forms.tsx';
import { NextToHear } from './waiting.tsx';
import { say, sayName } from './words.ts';

const upTo = ({ lane, record }: Recording): string => `/staff/${lane === 'apart' ? 'asked' : 'answers'}/${record}`;

const Top = ({ recording, title }: { readonly recording: Recording; readonly title: string }) => (
  <>
    <Up path={upTo(recording)}>{say(recording.lane === 'apart' ? 'asked.title' : 'answer.title')}</Up>
    <h1>{title}</h1>
  </>
);

/** What was asked, in English and as the person read it. */
const Asked = ({ council, recording, around }: { readonly council: Council; readonly recording: Recording; readonly around: AroundClip | undefined }) => {
  const { pack, q, lane } = recording;
  const version = council.packs.version(pack, around?.packNumber ?? 0) ?? council.packs.current(pack);
  if (q === null || version === undefined) return null;
  return (
    <p class="asked">
      <Both reading={{ words: version.words, lang: around?.lang ?? 'en', prefix: lane === 'apart' ? 'support.' : '' }} at={`q.${q}.ask`} />
    </p>
  );
};

const titleOf = (recording: Recording): string => say(`clip.page.${mediumOf(recording)}`);

/** Closed: what is known of it, and the button. */
export const clipPage = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const recording = id && (await recordingById(council, id));
  if (!recording) return notFoundPage(c);
  return show(c, {
    title: titleOf(recording),
    here: 'listening',
    children: (
      <>
        <Top recording={recording} title={titleOf(recording)} />
        {packOf(council, recording.pack) === undefined ? null : <p>{packOf(council, recording.pack)?.words['title']}</p>}
        {mediumOf(recording) === 'sound' && recording.told !== null ? <SoundFacts recording={recording} seconds={recording.seconds ?? 0} /> : null}
        {recording.isWhole ? <OpenClip recording={recording} isFirst /> : <NotArrived recording={recording} />}
        <p class="soft">{say('answers.logged')}</p>
      </>
    ),
  });
};

/** A picture's caption is what the person wrote or said to the same question. */
const altOf = (around: AroundClip | undefined): string => around?.written ?? say(around?.isSpokenTo ? 'clip.alt.spoken' : 'clip.alt.none');

const Caption = ({ around }: { readonly around: AroundClip | undefined }) => (
  <figure class="written">
    {around?.written === undefined ? <p class="passed">{altOf(around)}</p> : <blockquote lang={around.lang}>{around.written}</blockquote>}
    <figcaption>{say('clip.caption')}</figcaption>
  </figure>
);

interface OpenProps {
  readonly council: Council;
  readonly listening: Listening;
  readonly around: AroundClip | undefined;
  readonly transcripts: readonly Transcript[];
  readonly mine: readonly Voice[];
  readonly typed: Typed | undefined;
}

const Inside = ({ council, listening, around, transcripts, mine, typed }: OpenProps) => {
  const { recording, inside } = listening;
  if (!inside.ok) return <NeedsKey keys={council.keys} isMixedUp={inside.problem.code === 'not-the-same-record'} />;
  const { type, medium } = inside.value.head;
  return (
    <>
      {around?.quote === undefined ? null : <MayQuote quote={around.quote} />}
      {medium === 'sound' && recording.voice !== null && !mine.includes(recording.voice) ? (
        <Notice>
          <p>
            {say('clip.not-yours', { language: voiceName(recording.voice) })} <a href="/staff/listening">{say('listening.register')}</a>
          </p>
        </Notice>
      ) : null}
      <div class="hearing">
        <div>
          <ClipPlayer listening={listening} type={type} alt={altOf(around)} />
          {medium === 'sound' ? <ClipLanguage listening={listening} mine={mine} /> : <Caption around={around} />}
        </div>
        {medium === 'sound' ? (
          <div>
            <TranscriptsOf listening={listening} kind="transcript" all={transcripts} typed={typed} />
            <TranscriptsOf listening={listening} kind="translation" all={transcripts} typed={typed} />
          </div>
        ) : null}
      </div>
    </>
  );
};

/** What a form of this page has led to. */
export interface Outcome {
  /** It came back with a fault. */
  readonly typed?: Typed;
  readonly done?: string;
}

/** The page of what is open already. */
export const openPage = async (council: Council, c: StaffContext, listening: Listening, { typed, done }: Outcome = {}) => {
  const { recording } = listening;
  const [around, transcripts, mine] = await Promise.all([aroundClip(council, recording), transcriptsOf(council, [recording.id]), voicesOf(council, whoIs(c))]);
  const next = await nextToHear(council, mine, recording.id);
  const faults = typed === undefined ? [] : [transcriptFault(typed)];
  for (const [name, value] of Object.entries(clipPageHeaders)) c.header(name, value);
  return show(c, {
    title: titleOf(recording),
    here: 'listening',
    isFaulty: faults.length > 0,
    script: '/staff/play.js',
    children: (
      <>
        <FaultSummary faults={faults} />
        {done === undefined ? null : <Notice kind="good">{done}</Notice>}
        <Top recording={recording} title={around?.kind === undefined || recording.lane === 'together' ? titleOf(recording) : `${titleOf(recording)}: ${sayName('kind', around.kind)}`} />
        <Asked council={council} recording={recording} around={around} />
        {mediumOf(recording) === 'sound' ? <SoundFacts recording={recording} seconds={recording.seconds ?? 0} /> : null}
        <Inside council={council} listening={listening} around={around} transcripts={transcripts} mine={mine} typed={typed} />
        <NextToHear id={next} />
      </>
    ),
  }, faults.length > 0 ? 400 : 200);
};

/** Opens it. A POST, so that neither a preview nor a bookmark opens anything. */
export const openClipPage = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const opened = id === undefined ? undefined : await openClipAndLog(council, whoIs(c), id);
  if (opened?.ok) return openPage(council, c, opened.value);
  return clipPage(council)(c);
};

/** What this person has open, out of a form of that page; undefined for anything else. */
export const listeningIn = async (council: Council, c: StaffContext, opening: string): Promise<Listening | undefined> => {
  const id = idInPath(c);
  const going = id === undefined ? undefined : await goOnListening(council, whoIs(c), id, opening);
  return going?.ok ? going.value : undefined;
};
