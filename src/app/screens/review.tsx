/** Review: everything that was said, each can be changed; may we show the words; keep a copy here? */
import { isGiven } from '../../domain/answer.ts';
import { questionsAsked } from '../../domain/next-question.ts';
import type { AppState } from '../state/app-state.ts';
import type { Interview } from '../state/interview.ts';
import { Ask } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Fold } from '../ui/fold.tsx';
import { ReadBack } from './read-back.tsx';
import { StopFrame } from './stop-frame.tsx';
import { say } from './words.ts';

const Counted = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const { answers } = interview.draft.value;
  const asked = questionsAsked(interview.pack.questions, answers);
  const answered = asked.filter((question) => isGiven(answers.find((answer) => answer.q === question.id))).length;
  if (answered === 0) return <p>{t.text('review.nothing')}</p>;
  return (
    <p>
      {t.text('review.answered', { count: answered })}{' '}
      {asked.length > answered ? t.text('review.skipped', { count: asked.length - answered }) : ''}
    </p>
  );
};

const Permission = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const { quote, keepCopy } = interview.draft.value;
  const said = keepCopy === null ? undefined : keepCopy ? 'yes' : 'no';
  return (
    <>
      <Choices
        name="quote"
        legend={say(t, 'review.quote')}
        items={[
          { value: 'count-only', said: say(t, 'review.quote.count-only'), picture: 'lock' },
          { value: 'words-no-name', said: say(t, 'review.quote.words-no-name'), picture: 'talk' },
        ]}
        value={quote ?? undefined}
        onPick={(value) => interview.quote(value as 'count-only' | 'words-no-name')}
      />
      <Choices
        name="copy"
        legend={say(t, 'review.keep')}
        help={say(t, 'review.keep.help')}
        items={[
          { value: 'no', said: say(t, 'review.keep.no'), picture: 'cannot' },
          { value: 'yes', said: say(t, 'review.keep.yes'), picture: 'device' },
        ]}
        value={said}
        onPick={(value) => interview.keepCopy(value === 'yes')}
      />
    </>
  );
};

export const Review = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const { pack, draft } = interview;
  const words = app.open.value?.words ?? {};
  const change = (place: string, id: string) => (
    <Button label={say(t, 'review.change')} onPick={() => interview.change(place)} describedBy={id} look="outline" icon="pen" />
  );
  return (
    <StopFrame app={app} interview={interview} screen="review" question="review" go={say(t, interview.busy.value ? 'review.handing-in' : 'review.hand-in')}>
      <Ask said={say(t, 'review.title')} />
      <Counted app={app} interview={interview} />
      <ReadBack
        texts={t}
        words={words}
        questions={questionsAsked(pack.questions, draft.value.answers)}
        answers={draft.value.answers}
        after={(question) => change(question.id, `given-${question.id}`)}
      />
      <Fold label={say(t, 'review.about')}>
        <ReadBack
          texts={t}
          words={words}
          prefix="about."
          questions={questionsAsked(pack.aboutYou.questions, draft.value.about)}
          answers={draft.value.about}
          after={(question) => change(`about.${question.id}`, `given-about.${question.id}`)}
        />
      </Fold>
      <Permission app={app} interview={interview} />
    </StopFrame>
  );
};
