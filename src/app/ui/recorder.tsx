/** While someone speaks: that it is on, how loud, how long, a square to stop, and a way to think for a moment. */
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

/** Bars of the level; few enough that each stands for itself. */
const BARS = 12;

export interface RecorderProps {
  /** "Speak now", or that it rests. */
  readonly said: Said;
  /** As a clock shows it. */
  readonly time: string;
  readonly level: number;
  readonly isPaused: boolean;
  /** That the time is nearly over. */
  readonly soon?: Said;
  readonly stop: Said;
  readonly pause: Said;
  readonly onStop: () => void;
  readonly onPause: () => void;
}

export const Recorder = ({ said, time, level, isPaused, soon, stop, pause, onStop, onPause }: RecorderProps) => (
  <div class={isPaused ? 'take' : 'take on'}>
    <p class="strong">
      <Picture name={isPaused ? 'pause' : 'microphone'} />
      <span>
        <Say said={said} />
      </span>
    </p>
    <p class="level" aria-hidden="true">
      {Array.from({ length: BARS }, (_, bar) => (
        <i key={bar} class={!isPaused && level * BARS > bar ? 'loud' : undefined} />
      ))}
    </p>
    <p class="time" role="timer">
      {time}
    </p>
    {soon === undefined ? null : (
      <p>
        <Say said={soon} />
      </p>
    )}
    <div class="buttons">
      <button type="button" class="button full" data-here onClick={onStop}>
        <Picture name="square" class="filled" />
        <span>
          <Say said={stop} />
        </span>
      </button>
      <button type="button" class="button outline" onClick={onPause}>
        <Picture name={isPaused ? 'microphone' : 'pause'} />
        <span>
          <Say said={pause} />
        </span>
      </button>
    </div>
  </div>
);
