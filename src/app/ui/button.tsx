/** A button or link below the answers: an underlined word, an outline, or a full colour. Never the way on. */
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { pressed } from './pressed.ts';
import { Say, type Said } from './said.tsx';

export interface ButtonProps {
  readonly label: Said;
  /** `speak` is marigold, large, and the way to the microphone. */
  readonly look?: 'word' | 'outline' | 'full' | 'speak';
  readonly icon?: Drawn;
  /** One of the two. */
  readonly href?: string;
  readonly onPick?: (isVirtual: boolean) => void;
  /** Ids of what says more about it, where the same word stands on several ("Change"). */
  readonly describedBy?: string;
  /** The button that has the screen read aloud is not itself read aloud. */
  readonly isListen?: boolean;
  /** For two buttons it is a stop in every round: skipping is always offered. */
  readonly isAlways?: boolean;
}

export const Button = ({ label, look = 'word', icon, href, onPick, describedBy, isListen = false, isAlways = false }: ButtonProps) => {
  const inside = (
    <>
      {icon === undefined ? null : <Picture name={icon} />}
      <span>
        <Say said={label} />
      </span>
    </>
  );
  const described = describedBy === undefined ? {} : { 'aria-describedby': describedBy };
  const pick = onPick === undefined ? {} : pressed(onPick);
  return href === undefined ? (
    <button type="button" class={`button ${look}`} {...(isListen ? { 'data-listen': '' } : {})} {...(isAlways ? { 'data-always': '' } : {})} {...described} {...pick}>
      {inside}
    </button>
  ) : (
    <a class={`button ${look}`} href={href} {...described} {...pick}>
      {inside}
    </a>
  );
};
