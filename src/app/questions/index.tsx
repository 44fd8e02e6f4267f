/** The controls of one question, whichever kind it is; a new kind is one more line here. */
import { ChooseMany } from './choose-many.tsx';
import { ChooseOne } from './choose-one.tsx';
import type { QuestionProps } from './question-props.ts';
import { Scale } from './scale.tsx';
import { Words } from './words.tsx';

export { badgeOf, type QuestionProps, type WeighWords } from './question-props.ts';

export const QuestionFields = (props: QuestionProps) => {
  const { question } = props;
  // Keyed, so that what one question's controls hold never shows in the next one's.
  switch (question.kind) {
    case 'choose-one':
      return <ChooseOne key={question.id} {...props} question={question} />;
    case 'choose-many':
      return <ChooseMany key={question.id} {...props} question={question} />;
    case 'scale':
      return <Scale key={question.id} {...props} question={question} />;
    case 'words':
      return <Words key={question.id} {...props} question={question} />;
  }
};
