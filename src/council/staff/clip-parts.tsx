/** The small parts that everything about recordings and pictures is made of. */
import { TEXT_OF, type Voice } from '../../domain/voice.ts';
import type { Recording } from '../recordings.ts';
import { Fact, Facts, Moment } from './parts.tsx';
import { say } from './words.ts';

const minutes = new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'minute', unitDisplay: 'long' });
const seconds = new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'second', unitDisplay: 'long' });
const MINUTE_SECONDS = 60;

/** "1 minute 5 seconds". What is there is never no time at all. */
export const lengthOf = (length: number): string => {
  const whole = Math.max(1, Math.round(length));
  const [full, rest] = [Math.floor(whole / MINUTE_SECONDS), whole % MINUTE_SECONDS];
  return [...(full > 0 ? [minutes.format(full)] : []), ...(rest > 0 ? [seconds.format(rest)] : [])].join(' ');
};

/** A language by its English name, for staff. */
export const voiceName = (voice: Voice | null): string => (voice === null ? say('voice.unknown') : say(`voice.${voice}`));

/** As `lang` wants it for what is written: Sylheti in its own right, since a reader's voice may know it one day. */
export const langOf = (voice: Voice): string => (voice === 'syl' ? 'syl' : TEXT_OF[voice]);

export const mediumOf = ({ medium }: Pick<Recording, 'medium'>): 'sound' | 'picture' => medium ?? 'sound';

/** In which language it is, and who said so. */
const InLanguage = ({ recording }: { readonly recording: Recording }) => (
  <>
    {recording.corrected === null
      ? say('clip.told', { language: voiceName(recording.told) })
      : say('clip.corrected', { language: voiceName(recording.corrected.voice), who: recording.corrected.who, told: voiceName(recording.told) })}
  </>
);

/** Whether anyone who listens in its language has played it to its end. */
const HeardBy = ({ recording: { heard } }: { readonly recording: Recording }) =>
  heard.length === 0 ? (
    <b>{say('clip.not-heard')}</b>
  ) : (
    <ul>
      {heard.map(({ who, at }) => (
        <li>
          {say('clip.heard-by', { who })} <Moment ms={at} />
        </li>
      ))}
    </ul>
  );

/** `seconds` as whoever shows it knows them. */
export const SoundFacts = ({ recording, seconds }: { readonly recording: Recording; readonly seconds: number }) => (
  <Facts>
    <Fact name={say('clip.length')}>{lengthOf(seconds)}</Fact>
    <Fact name={say('clip.language')}>
      <InLanguage recording={recording} />
    </Fact>
    <Fact name={say('clip.heard')}>
      <HeardBy recording={recording} />
    </Fact>
  </Facts>
);

/** How much of it is here, where that is not all. */
export const NotArrived = ({ recording }: { readonly recording: Recording }) => (
  <p class="passed">{say(`clip.not-arrived.${mediumOf(recording)}`, { count: recording.pieces.all, here: recording.pieces.here })}</p>
);

/** A person presses it, and it is logged before anything is heard or seen. */
export const OpenClip = ({ recording, about = '', isFirst = false }: { readonly recording: Pick<Recording, 'id' | 'medium'>; readonly about?: string; readonly isFirst?: boolean }) => (
  <form method="post" action={`/staff/clips/${recording.id}`}>
    <button class={isFirst ? 'button full' : 'button'}>
      {say(`clip.open.${mediumOf(recording)}`)}
      {about === '' ? null : <span class="unseen"> {about}</span>}
    </button>
  </form>
);
