/** Writing beside a recording: its words, and a translation of them; a correction is a new version, and the old one stays. */
import { VOICES, type Voice } from '../../domain/voice.ts';
import type { Listening } from '../hearing.ts';
import { LONGEST_TRANSCRIPT, newestOf, type Transcript, type TranscriptFault, type TranscriptKind } from '../transcripts.ts';
import { langOf, voiceName } from './clip-parts.tsx';
import type { Fault } from './parts.tsx';
import { WrittenOut } from './recordings-told.tsx';
import { say } from './words.ts';

/** A form that came back: what was typed, and what is wrong with it. */
export interface Typed {
  readonly form: string;
  readonly kind: TranscriptKind;
  readonly voice: string;
  readonly text: string;
  readonly fault: TranscriptFault;
}

/** One form's name among all of the page: the kind, and for a correction the language that it corrects. */
const formFor = (kind: TranscriptKind, voice?: Voice): string => (voice === undefined ? kind : `${kind}-${voice}`);

export const transcriptFault = ({ form, fault }: Typed): Fault => ({
  at: fault === 'no-language' ? `${form}-voice` : `${form}-text`,
  words: say(`fault.transcript.${fault}`, { longest: LONGEST_TRANSCRIPT }),
});

const Choose = ({ id, chosen }: { readonly id: string; readonly chosen: string }) => (
  <div class="field">
    <label for={id}>{say('transcript.language')}</label>
    <select id={id} name="voice">
      {VOICES.map((voice) => (
        <option value={voice} selected={voice === chosen}>
          {voiceName(voice)}
        </option>
      ))}
    </select>
  </div>
);

interface FormProps {
  readonly listening: Listening;
  readonly kind: TranscriptKind;
  /** The version that is corrected. */
  readonly before?: Transcript;
  readonly voice: Voice;
  readonly typed: Typed | undefined;
}

const WriteForm = ({ listening: { recording, opening }, kind, before, voice, typed }: FormProps) => {
  const form = formFor(kind, before?.voice);
  const mine = typed?.form === form ? typed : undefined;
  const fault = mine && transcriptFault(mine);
  const text = mine?.text ?? before?.text ?? '';
  return (
    <form method="post" action={`/staff/clips/${recording.id}/write`} class="writing">
      <input type="hidden" name="opening" value={opening} />
      <input type="hidden" name="form" value={form} />
      <input type="hidden" name="kind" value={kind} />
      <Choose id={`${form}-voice`} chosen={mine?.voice ?? before?.voice ?? voice} />
      <div class={fault ? 'field faulty' : 'field'}>
        <label for={`${form}-text`}>{say(`transcript.text.${kind}`)}</label>
        {fault ? (
          <p class="fault" id={`${form}-fault`}>
            {fault.words}
          </p>
        ) : null}
        <textarea id={`${form}-text`} name="text" rows={6} lang={langOf(before?.voice ?? voice)} aria-describedby={fault ? `${form}-fault` : undefined} aria-invalid={fault ? 'true' : undefined}>
          {/* A parser drops one line end at the start of a textarea: this one, and not the person's own. */}
          {`\n${text}`}
        </textarea>
      </div>
      <button class="button">{say(before === undefined ? 'transcript.keep' : 'transcript.keep-correction')}</button>
    </form>
  );
};

const Earlier = ({ versions }: { readonly versions: readonly Transcript[] }) =>
  versions.length === 0 ? null : (
    <details>
      <summary>{say('transcript.earlier', { count: versions.length })}</summary>
      {versions.map((version) => (
        <WrittenOut transcript={version} />
      ))}
    </details>
  );

interface KindProps {
  readonly listening: Listening;
  readonly kind: TranscriptKind;
  /** Every version of everything beside this recording. */
  readonly all: readonly Transcript[];
  readonly typed: Typed | undefined;
}

/** The language of the recording, and for a translation English; where that is written already, one that is not. */
const suggestedFor = (kind: TranscriptKind, { recording }: Listening, written: readonly Transcript[]): Voice => {
  const first = kind === 'transcript' ? (recording.voice ?? 'en') : 'en';
  return [first, ...VOICES].find((voice) => !written.some((each) => each.voice === voice)) ?? first;
};

/** What stands now in each language, earlier versions behind it, and the forms to write and to correct. */
export const TranscriptsOf = ({ listening, kind, all, typed }: KindProps) => {
  const ofKind = all.filter((each) => each.kind === kind);
  const newest = newestOf(ofKind);
  const suggested = suggestedFor(kind, listening, newest);
  return (
    <section class="card" aria-labelledby={`${kind}-title`}>
      <h2 id={`${kind}-title`}>{say(`transcript.title.${kind}`)}</h2>
      {newest.map((each) => (
        <>
          <WrittenOut transcript={each} />
          <details open={typed?.form === formFor(kind, each.voice)}>
            <summary>{say('transcript.correct', { language: voiceName(each.voice) })}</summary>
            <WriteForm listening={listening} kind={kind} before={each} voice={each.voice} typed={typed} />
          </details>
          <Earlier versions={ofKind.filter(({ id, voice }) => voice === each.voice && id !== each.id)} />
        </>
      ))}
      {newest.length === 0 ? (
        <WriteForm listening={listening} kind={kind} voice={suggested} typed={typed} />
      ) : (
        <details open={typed?.form === formFor(kind)}>
          <summary>{say('transcript.another')}</summary>
          <WriteForm listening={listening} kind={kind} voice={suggested} typed={typed} />
        </details>
      )}
    </section>
  );
};
