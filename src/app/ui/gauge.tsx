/** How much of a long wait is over: a bar for the eye, words for everyone. */
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

export interface GaugeProps {
  readonly at: number;
  readonly all: number;
  readonly said: Said;
}

export const Gauge = ({ at, all, said }: GaugeProps) => (
  <div class="state device" data-sent={at} data-to-send={all}>
    <Picture name="device" />
    <div>
      <p class="strong">
        <Say said={said} />
      </p>
      <progress aria-hidden="true" value={at} max={all} />
    </div>
  </div>
);
