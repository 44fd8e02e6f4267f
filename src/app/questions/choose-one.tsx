/** Choose one: native radio buttons, in groups where the list is long, with both sides of a weighed option. */
import type { ChooseOne as ChooseOneQuestion } from '../../domain/question.ts';
import { OptionList } from './option-list.tsx';
import type { QuestionProps } from './question-props.ts';

export const ChooseOne = (props: QuestionProps<ChooseOneQuestion>) => {
  const { question, answer, onAnswer } = props;
  const chosen = answer?.kind === 'choose-one' ? [answer.value] : [];
  return (
    <OptionList
      {...props}
      type="radio"
      chosen={chosen}
      {...(onAnswer === undefined
        ? {}
        : { onChoose: (id) => onAnswer({ q: question.id, kind: 'choose-one', value: id }) })}
    />
  );
};
