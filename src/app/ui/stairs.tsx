/** A step of a scale as a picture: someone on stairs, lower or higher, neither of them the better one. */

/** In a 60-unit square: where the stairs begin, how far they go and how high. */
const LEFT = 4;
const WIDTH = 52;
const GROUND = 57;
const RISE = 27;

export interface StairsProps {
  readonly step: number;
  readonly of: number;
}

export const Stairs = ({ step, of }: StairsProps) => {
  const tread = WIDTH / of;
  const top = (at: number): number => GROUND - (RISE * at) / of;
  const stairs = Array.from({ length: of }, (_, index) => `V${top(index + 1)}h${tread}`).join('');
  const x = LEFT + tread * (step - 0.5);
  return (
    <svg class="stairs" viewBox="0 0 60 60" aria-hidden="true">
      <path class="ground" d={`M${LEFT} ${GROUND}${stairs}V${GROUND}z`} />
      <circle cx={x} cy={top(step) - 21} r="6" />
      <path d={`M${x} ${top(step) - 10}v6`} />
    </svg>
  );
};
