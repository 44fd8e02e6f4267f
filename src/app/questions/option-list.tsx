/** The options of a question as rows, under headings where there are many. */
import type { OptionId } from '../../domain/id.ts';
import type { ChooseMany, ChooseOne, Option as PackOption } from '../../domain/question.ts';
import { FIELD } from '../../domain/question-kinds/kind.ts';
import { Option } from '../ui/option.tsx';
import { Say } from '../ui/said.tsx';
import { badgeOf, sayOf, type QuestionProps } from './question-props.ts';
import { RatherNot } from './rather-not.tsx';
import { ShowSides, Sides } from './sides.tsx';

interface OptionListProps extends QuestionProps<ChooseOne | ChooseMany> {
  readonly type: 'radio' | 'checkbox';
  readonly chosen: readonly OptionId[];
  readonly onChoose?: (id: OptionId) => void;
}

interface Group {
  readonly name: string | undefined;
  readonly options: PackOption[];
}

/** Neighbours with the same heading stand together; the pack's order is never changed. */
const groupsOf = (options: readonly PackOption[]): readonly Group[] => {
  const groups: Group[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last !== undefined && last.name === option.group) last.options.push(option);
    else groups.push({ name: option.group, options: [option] });
  }
  return groups;
};

const OneOption = ({ list, option }: { readonly list: OptionListProps; readonly option: PackOption }) => {
  const { type, chosen, question, onChoose } = list;
  const badge = badgeOf(question.options, option);
  const row = (
    <Option
      type={type}
      name={FIELD.value}
      value={option.id}
      said={sayOf(list)(option.id)}
      {...(badge === undefined ? {} : { badge })}
      {...(option.picture === undefined ? {} : { picture: option.picture })}
      isChosen={chosen.includes(option.id)}
      {...(onChoose === undefined ? {} : { onChoose: () => onChoose(option.id) })}
    />
  );
  if (option.weighed !== true || list.weigh === undefined) return row;
  return (
    <div class="weighed">
      {row}
      <Sides option={option} say={sayOf(list)} words={list.weigh} />
    </div>
  );
};

export const OptionList = (list: OptionListProps) => (
  <fieldset
    class={list.question.options.every((option) => option.picture === undefined) ? 'list close' : 'list'}
    aria-labelledby={list.labelledBy ?? 'ask'}
    aria-describedby={list.describedBy}
  >
    {list.weigh !== undefined && list.question.options.some((option) => option.weighed) ? <ShowSides words={list.weigh} /> : null}
    {groupsOf(list.question.options).map(({ name, options }) => {
      const rows = options.map((option) => <OneOption key={option.id} list={list} option={option} />);
      return name === undefined ? (
        rows
      ) : (
        <fieldset key={name} class="list close">
          <legend>
            <Say said={sayOf(list)(`group.${name}`)} />
          </legend>
          {rows}
        </fieldset>
      );
    })}
    <RatherNot {...list} />
  </fieldset>
);
