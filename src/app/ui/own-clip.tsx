/** A recording of one's own: which it is, how long, a large way to hear it, and what can be done with it. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

export interface OwnClipProps {
  readonly id: string;
  readonly label: Said;
  readonly length: Said;
  readonly play: Said;
  readonly isPlaying: boolean;
  readonly onPlay: () => void;
  /** Buttons, described by `id`. */
  readonly children?: ComponentChildren;
}

export const OwnClip = ({ id, label, length, play, isPlaying, onPlay, children }: OwnClipProps) => (
  <div class="own">
    <p id={id} class={isPlaying ? 'playing' : undefined}>
      <b>
        <Say said={label} />
      </b>{' · '}
      <span>
        <Say said={length} />
      </span>
    </p>
    <div class="buttons">
      <button type="button" class="button outline" aria-describedby={id} onClick={onPlay}>
        <Picture name={isPlaying ? 'square' : 'play'} />
        <span>
          <Say said={play} />
        </span>
      </button>
      {children}
    </div>
  </div>
);
