/** Support: what would help the person to take part, asked before the questions and kept apart from the answers. */
import { answerTo } from '../../domain/answer.ts';
import { REACH } from '../../domain/clip.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import type { Interview } from '../state/interview.ts';
import { QuestionFields } from '../questions/index.tsx';
import { Ask } from '../ui/ask.tsx';
import { Fold } from '../ui/fold.tsx';
import { Notice } from '../ui/notice.tsx';
import { Row } from '../ui/row.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Speak } from './speak.tsx';
import { StopFrame } from './stop-frame.tsx';
import { from, say } from './words.ts';

export const Support = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const { pack, draft } = interview;
  const { support } = draft.value;
  const words = app.open.value?.words ?? {};
  const word = from(words);
  const [needs, other] = pack.support.questions;
  const stop = { screen: 'support', place: 'support' } as const;
  const written = other && answerTo(support.answers, other.id);
  return (
    <StopFrame
      app={app}
      interview={interview}
      screen="support"
      question={needs?.id ?? 'support'}
      {...(needs ? { asked: { kind: needs.kind } } : {})}
      go={say(t, 'dock.go-on')}
    >
      <Ask said={word(`support.q.${needs?.id}.ask`)} help={word(`support.q.${needs?.id}.help`)} />
      {support.handedIn ? <Notice said={say(t, 'support.sent')} icon="sent" /> : null}
      {needs && !support.handedIn ? (
        <>
          <QuestionFields
            question={needs}
            answer={answerTo(support.answers, needs.id)}
            say={from(words, 'support.')}
            lang={t.lang}
            onAnswer={(answer) => interview.answer(stop, needs.id, answer)}
          />
          {other ? (
            <TextField
              name="other"
              q={other.id}
              label={word(`support.q.${other.id}.ask`)}
              rows={2}
              value={written?.kind === 'words' ? written.value.text : ''}
              onText={(text) =>
                interview.answer(stop, other.id, text.trim() === '' ? undefined : { q: other.id, kind: 'words', value: { text, lang: t.lang } })
              }
            >
              <Speak app={app} to={{ part: 'support', q: other.id }} describedBy="other-label" />
            </TextField>
          ) : null}
          <TextField
            name="reach"
            label={say(t, 'support.reach')}
            help={say(t, 'support.reach.help')}
            value={support.reach}
            onText={(reach) => interview.reach(reach)}
          >
            <Speak app={app} to={{ part: 'support', q: REACH }} describedBy="reach-label" />
          </TextField>
          <p class="soft">{word('support.why').text}</p>
        </>
      ) : null}
      <Fold label={say(t, 'support.ways')}>
        <Row said={say(t, 'help.paper')} picture="paper" href={pathTo.paper(t.lang, pack.id)} />
        <Row said={say(t, 'welcome.talk')} details={[say(t, 'welcome.talk.how')]} picture="phone" href={pathTo.plain(t.lang, 'help')} />
      </Fold>
    </StopFrame>
  );
};
