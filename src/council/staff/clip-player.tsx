/** Where a recording is heard or a picture seen: play.js fetches it into the page's memory; without script it can be saved as a file. */
import { FASTEST_SPEED, SPEEDS, type Listening } from '../hearing.ts';
import { mediumOf } from './clip-parts.tsx';
import { say } from './words.ts';

interface PlayerProps {
  readonly listening: Listening;
  /** One of CLIP_TYPES, and no other: play.js gives it to the browser as this. */
  readonly type: string;
  /** What a picture says to whoever does not see it. */
  readonly alt: string;
}

const Speeds = () => (
  <fieldset class="speeds">
    <legend>{say('player.speed')}</legend>
    {SPEEDS.map((speed) => (
      <label>
        <input type="radio" name="speed" value={String(speed)} checked={speed === 1} />
        {speed === 1 ? say('player.as-spoken') : say('player.times', { speed: String(speed) })}
      </label>
    ))}
  </fieldset>
);

const Sound = ({ label }: { readonly label: string }) => (
  <div data-part="sound" hidden>
    <audio data-part="audio" controls preload="auto" aria-label={label} />
    <Speeds />
  </div>
);

/** Keeps a copy outside, which is logged as such, and never counts as hearing. */
const SaveFile = ({ listening: { recording, opening } }: { readonly listening: Listening }) => (
  <form method="post" action={`/staff/clips/${recording.id}/save`} class="save">
    <input type="hidden" name="opening" value={opening} />
    <button class="button">{say('player.save')}</button>
    <p class="soft">{say(`player.save.what.${mediumOf(recording)}`)}</p>
  </form>
);

/** `data-` sentences are what play.js says; each is here because it may be said. */
export const ClipPlayer = ({ listening, type, alt }: PlayerProps) => {
  const { recording, opening } = listening;
  const medium = mediumOf(recording);
  return (
    <div
      class="player card"
      data-clip={recording.id}
      data-opening={opening}
      data-type={type}
      data-fastest={String(FASTEST_SPEED)}
      data-fetching={say('player.fetching')}
      data-ready={say(`player.ready.${medium}`)}
      data-not-all={say('player.not-all')}
      data-reporting={say('player.reporting')}
      data-not-reported={say('player.not-reported')}
      data-cannot-play={say(`player.cannot.${medium}`)}
      data-not-fetched={say('player.not-fetched')}
    >
      <p data-part="without">{say(`player.without.${medium}`)}</p>
      <p data-part="state" role="status" />
      {medium === 'sound' ? <Sound label={say('clip.sound')} /> : <img data-part="picture" alt={alt} hidden />}
      <button type="button" class="button" data-part="again" hidden>
        {say('player.again')}
      </button>
      <SaveFile listening={listening} />
    </div>
  );
};
