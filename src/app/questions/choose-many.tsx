/** Choose many: native checkboxes; one that stands alone clears the rest, and the rest clear it. */
import type { ChooseMany as ChooseManyQuestion } from '../../domain/question.ts';
import { toggle } from '../../domain/question-kinds/choose-many.ts';
import { OptionList } from './option-list.tsx';
import type { QuestionProps } from './question-props.ts';

export const ChooseMany = (props: QuestionProps<ChooseManyQuestion>) => {
  const { question, answer, onAnswer } = props;
  const chosen = answer?.kind === 'choose-many' ? answer.value : [];
  return (
    <OptionList
      {...props}
      type="checkbox"
      chosen={chosen}
      {...(onAnswer === undefined
        ? {}
        : {
            onChoose: (id) => {
              const value = toggle(question, chosen, id);
              onAnswer(value.length === 0 ? undefined : { q: question.id, kind: 'choose-many', value });
            },
          })}
    />
  );
};
