/** Scale: one labelled step out of a few, drawn as someone standing higher or lower on the same stairs. */
import type { Scale as ScaleQuestion } from '../../domain/question.ts';
import { FIELD } from '../../domain/question-kinds/kind.ts';
import { stepsOf } from '../../domain/question-kinds/scale.ts';
import { Option } from '../ui/option.tsx';
import { sayOf, type QuestionProps } from './question-props.ts';
import { RatherNot } from './rather-not.tsx';

export const Scale = (props: QuestionProps<ScaleQuestion>) => {
  const { question, answer, onAnswer } = props;
  const at = answer?.kind === 'scale' && answer.value.scale === question.scale ? answer.value.at : undefined;
  return (
    <fieldset class="list" aria-labelledby={props.labelledBy ?? 'ask'} aria-describedby={props.describedBy}>
      {stepsOf(question).map((step) => (
        <Option
          key={step}
          type="radio"
          name={FIELD.value}
          value={String(step)}
          said={sayOf(props)(`step-${step}`)}
          stairs={{ step, of: question.steps }}
          isChosen={step === at}
          {...(onAnswer === undefined
            ? {}
            : {
                onChoose: () =>
                  onAnswer({ q: question.id, kind: 'scale', value: { scale: question.scale, at: step } }),
              })}
        />
      ))}
      <RatherNot {...props} />
    </fieldset>
  );
};
