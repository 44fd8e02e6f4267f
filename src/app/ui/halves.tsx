/** Two buttons for everything, each half of the foot of the screen: one moves on and says it, the other chooses it. */
import { Picture } from './picture.tsx';
import { pressed } from './pressed.ts';
import { Say, type Said } from './said.tsx';

export interface HalvesProps {
  /** Where the person is, for who sees a little. */
  readonly here: Said;
  readonly next: Said;
  readonly choose: Said;
  readonly onNext: (isVirtual: boolean) => void;
  readonly onChoose: (isVirtual: boolean) => void;
}

interface HalfProps {
  readonly kind: 'next' | 'choose';
  readonly said: Said;
  readonly onPress: (isVirtual: boolean) => void;
}

// Pressing it leaves the focus on the stop, which is what would be chosen.
const Half = ({ kind, said, onPress }: HalfProps) => (
  <button type="button" class={`half ${kind}`} onPointerDown={(event) => event.preventDefault()} onMouseDown={(event) => event.preventDefault()} {...pressed(onPress)}>
    <Picture name={kind === 'next' ? 'down' : 'tick'} />
    <span>
      <Say said={said} />
    </span>
  </button>
);

export const Halves = ({ here, next, choose, onNext, onChoose }: HalvesProps) => (
  <>
    <p class="stop-here" aria-hidden="true">
      <Say said={here} />
    </p>
    <Half kind="next" said={next} onPress={onNext} />
    <Half kind="choose" said={choose} onPress={onChoose} />
  </>
);
