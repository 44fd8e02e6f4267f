/** Review: everything that was said, each can be changed; may we show the words; keep a copy here? */
import { isGiven } from '../../domain/answer.ts';
import { quoteWith, type Quote } from '../../domain/consent.ts';
import { clipsAsked, clipsTo } from '../../domain/draft-clips.ts';
import { questionsAsked } from '../../domain/next-question.ts';
import type { Question } from '../../domain/question.ts';
import type { AppState } from '../state/app-state.ts';
import type { Interview } from '../state/interview.ts';
import { isTo } from '../voice/speaking.ts';
import { Ask } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Fold } from '../ui/fold.tsx';
import { Notice } from '../ui/notice.tsx';
import { ReadBack } from './read-back.tsx';
import { hasLoose } from './speak.tsx';
import { SpokenBack } from './spoken-back.tsx';
import { StopFrame } from './stop-frame.tsx';
import { say } from './words.ts';

const Counted = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const { answers } = interview.draft.value;
  const spoken = new Set(clipsAsked(interview.pack.questions, interview.draft.value).map(({ q }) => q));
  const asked = questionsAsked(interview.pack.questions, answers);
  const answered = asked.filter(({ id }) => spoken.has(id) || isGiven(answers.find((answer) => answer.q === id))).length;
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
  const hasVoice = clipsAsked(interview.pack.questions, interview.draft.value).some(({ value }) => value.some(({ medium }) => medium === 'sound'));
  const said = keepCopy === null ? undefined : keepCopy ? 'yes' : 'no';
  return (
    <>
      <Choices
        name="quote"
        legend={say(t, 'review.quote')}
        items={[
          { value: 'count-only', said: say(t, 'review.quote.count-only'), picture: 'lock' },
          { value: 'words-no-name', said: say(t, 'review.quote.words-no-name'), picture: 'talk' },
          ...(hasVoice ? [{ value: 'voice-too', said: say(t, 'review.quote.voice-too'), picture: 'microphone' } as const] : []),
        ]}
        value={quoteWith(quote, hasVoice) ?? undefined}
        onPick={(value) => interview.quote(value as Quote)}
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

/** Long recordings take a while to lock on an old phone. */
const Locking = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const locking = interview.locking.value;
  if (locking === null) return null;
  const text = app.texts.value.text('review.locking', { n: locking.n, all: locking.all });
  return (
    <p class="strong">
      {text} <progress max={locking.all} value={locking.n - 1} aria-label={text} />
    </p>
  );
};

/** What was recorded for this question, and whether some of it still waits to be kept; undefined where nothing was. */
const spokenTo = (app: AppState, interview: Interview, { id }: Question) => {
  const to = { part: 'answers', q: id } as const;
  const clips = clipsTo(interview.draft.value, to);
  const isLoose = hasLoose(app, (each) => isTo(each, to));
  if (clips.length === 0 && !isLoose) return undefined;
  return (
    <>
      <SpokenBack app={app} clips={clips} />
      {isLoose ? <p class="soft">{app.texts.value.text('speak.not-kept')}</p> : null}
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
      {draft.value.replaces ? <Notice said={say(t, 'take.change.begun')} icon="pen" /> : null}
      <Counted app={app} interview={interview} />
      <ReadBack
        texts={t}
        words={words}
        questions={questionsAsked(pack.questions, draft.value.answers)}
        answers={draft.value.answers}
        spoken={(question) => spokenTo(app, interview, question)}
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
      <Locking app={app} interview={interview} />
    </StopFrame>
  );
};
