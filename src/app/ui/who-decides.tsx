/** Who decides, as a sentence in two pictures: you tell, then the council decides. */
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';

export interface WhoDecidesProps {
  readonly tell: Said;
  readonly decides: Said;
  /** Another picture where others than the council decide. */
  readonly decidesPicture?: Drawn;
}

export const WhoDecides = ({ tell, decides, decidesPicture = 'council' }: WhoDecidesProps) => (
  <p class="who-decides">
    <span>
      <Picture name="talk" class="plum" />
      <Say said={tell} />
    </span>{' '}
    <Picture name="go" />
    <span>
      <Picture name={decidesPicture} class="sky" />
      <Say said={decides} />
    </span>
  </p>
);
