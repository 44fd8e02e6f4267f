/** The whole ladder of participation, and the rung on which this conversation stands. */
import { LADDER, type Rung } from '../../domain/rung.ts';
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

/** No conversation can be published on these (guide, section 1). */
const NEVER: ReadonlySet<Rung> = new Set(['educating', 'manipulation']);

export interface LadderProps {
  readonly here: Rung;
  readonly hereLabel: Said;
  readonly say: (rung: Rung) => Said;
}

export const Ladder = ({ here, hereLabel, say }: LadderProps) => (
  <ol class="ladder">
    {LADDER.map((rung) => (
      <li
        key={rung}
        class={rung === here ? 'here' : NEVER.has(rung) ? 'never' : undefined}
        aria-current={rung === here ? 'true' : undefined}
      >
        {rung === here ? (
          <b>
            <Picture name="point" />
            <Say said={hereLabel} />
          </b>
        ) : null}
        {NEVER.has(rung) ? <Picture name="cannot" /> : null}
        <span>
          <Say said={say(rung)} />
        </span>
      </li>
    ))}
  </ol>
);
