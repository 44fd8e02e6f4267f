/** One choice: a native control, its badge and its words, the whole row one target. */
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';
import { Shape, type Badge } from './shape.tsx';
import { Stairs, type StairsProps } from './stairs.tsx';

export interface OptionProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly said: Said;
  readonly help?: Said;
  /** The same in other languages, where nobody has chosen one yet. */
  readonly details?: readonly Said[];
  readonly badge?: Badge;
  readonly picture?: Drawn;
  /** In place of a badge: a step of a scale. */
  readonly stairs?: StairsProps;
  readonly isChosen: boolean;
  /** Without it the control keeps its own state, as it does before any script. */
  readonly onChoose?: (isChosen: boolean) => void;
  readonly describedBy?: string;
}

export const Option = (props: OptionProps) => {
  const { type, name, value, said, help, details = [], badge, picture, stairs, isChosen, onChoose, describedBy } = props;
  return (
    <label class={badge === undefined && stairs === undefined ? 'option' : 'option pictured'}>
      <input
        type={type}
        name={name}
        value={value}
        checked={isChosen}
        autocomplete="off"
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
        {...(onChoose === undefined
          ? {}
          : { onChange: (event: { readonly currentTarget: HTMLInputElement }) => onChoose(event.currentTarget.checked) })}
      />
      {badge === undefined ? null : <Shape badge={badge} {...(picture === undefined ? {} : { picture })} />}
      {stairs === undefined ? null : <Stairs {...stairs} />}
      <span>
        <Say said={said} />
        {details.map((detail) => (
          <small key={detail.text}>
            <Say said={detail} />
          </small>
        ))}
        {help === undefined ? null : (
          <small>
            <Say said={help} />
          </small>
        )}
      </span>
    </label>
  );
};
