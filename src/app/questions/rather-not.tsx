/** "I would rather not say", the last choice where a question is about the person. */
import { FIELD } from '../../domain/question-kinds/kind.ts';
import { Option } from '../ui/option.tsx';
import type { QuestionProps } from './question-props.ts';

// A checkbox also below radio buttons: it has a name of its own, and a lone radio button could not be cleared again
// where no script runs. Whoever reads the form lets it win.
export const RatherNot = ({ question, answer, ratherNot, onAnswer }: QuestionProps) =>
  ratherNot === undefined ? null : (
    <Option
      type="checkbox"
      name={FIELD.passed}
      value="rather-not-say"
      said={ratherNot}
      isChosen={answer?.kind === 'rather-not-say'}
      {...(onAnswer === undefined
        ? {}
        : {
            onChoose: (isChosen) =>
              onAnswer(isChosen ? { q: question.id, kind: 'rather-not-say', value: null } : undefined),
          })}
    />
  );
