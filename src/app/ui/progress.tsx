/** How far along: dots for the eye, "2 of 6" for everyone. */
import { Say, type Said } from './said.tsx';

export interface ProgressProps {
  /** 1 for the first. */
  readonly at: number;
  readonly all: number;
  readonly said: Said;
}

export const Progress = ({ at, all, said }: ProgressProps) => (
  <p class="progress">
    <span class="dots" aria-hidden="true">
      {Array.from({ length: all }, (_, index) => (
        <i key={index} class={index < at - 1 ? 'past' : index === at - 1 ? 'now' : ''} />
      ))}
    </span>
    <span>
      <Say said={said} />
    </span>
  </p>
);
