/** One choice out of a few that is not a question of a pack: how to be quoted, how large the letters are. */
import { Option } from './option.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';
import { badgeAt } from './shape.tsx';

export interface Choice<V extends string> {
  readonly value: V;
  readonly said: Said;
  readonly help?: Said;
  /** With pictures each row has a coloured shape too. */
  readonly picture?: Drawn;
}

export interface ChoicesProps<V extends string> {
  readonly name: string;
  readonly legend: Said;
  readonly help?: Said;
  readonly items: readonly Choice<V>[];
  readonly value: V | undefined;
  readonly onPick?: (value: V) => void;
}

export const Choices = <V extends string>({ name, legend, help, items, value, onPick }: ChoicesProps<V>) => (
  <fieldset class="list" {...(help === undefined ? {} : { 'aria-describedby': `${name}-help` })}>
    <legend>
      <Say said={legend} />
    </legend>
    {help === undefined ? null : (
      <p class="help" id={`${name}-help`}>
        <Say said={help} />
      </p>
    )}
    {items.map((item, index) => (
      <Option
        key={item.value}
        type="radio"
        name={name}
        value={item.value}
        said={item.said}
        {...(item.help === undefined ? {} : { help: item.help })}
        {...(item.picture === undefined ? {} : { picture: item.picture, badge: badgeAt(index) })}
        isChosen={item.value === value}
        {...(onPick === undefined ? {} : { onChoose: () => onPick(item.value) })}
      />
    ))}
  </fieldset>
);
