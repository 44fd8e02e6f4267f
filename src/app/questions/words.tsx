/** Words: a field that grows with what is written; nothing is ever cut off. */
import type { Words as WordsQuestion } from '../../domain/question.ts';
import { FIELD } from '../../domain/question-kinds/kind.ts';
import { langOf } from '../ui/said.tsx';
import type { QuestionProps } from './question-props.ts';
import { RatherNot } from './rather-not.tsx';

/** Where the browser can't let the field grow. */
const ROWS = 6;

export const Words = (props: QuestionProps<WordsQuestion>) => {
  const { question, answer, write, lang, labelledBy = 'ask', describedBy, onAnswer } = props;
  return (
    <div class="field">
      {write === undefined ? null : (
        <label for={question.id} id={`${question.id}-write`} {...langOf(write)}>
          {write.text}
        </label>
      )}
      <textarea
        id={question.id}
        name={FIELD.value}
        rows={ROWS}
        dir="auto"
        spellcheck
        autocomplete="off"
        aria-labelledby={write === undefined ? labelledBy : `${labelledBy} ${question.id}-write`}
        aria-describedby={describedBy}
        // Undefined leaves what stands in the field alone: a space typed first is no answer yet, and no mistake.
        value={answer?.kind === 'words' ? answer.value.text : undefined}
        onInput={(event) => {
          const text = event.currentTarget.value;
          onAnswer?.(text.trim() === '' ? undefined : { q: question.id, kind: 'words', value: { text, lang } });
        }}
      />
      {props.speak}
      <RatherNot {...props} />
    </div>
  );
};
