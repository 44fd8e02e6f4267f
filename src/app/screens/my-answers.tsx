/** My answers: what was handed in from this phone, closed until a tap; never more than its owner chose to keep. */
import { questionsAsked } from '../../domain/next-question.ts';
import type { KeptReceipt } from '../../store/library.ts';
import type { PictureName, Question } from '../../domain/question.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Fold } from '../ui/fold.tsx';
import { Row } from '../ui/row.tsx';
import { StateCard } from '../ui/state-card.tsx';
import { Ticket } from '../ui/ticket.tsx';
import { clipsDetail, clipsLeft } from './clips-left.ts';
import { ReadBack } from './read-back.tsx';
import { SendingNow } from './sending-now.tsx';
import { SpokenBack } from './spoken-back.tsx';
import { isJustTaken, TakeBack, TakenBack, takenBackState } from './take-back.tsx';
import { Toasts } from './toasts.tsx';
import { ListenButton } from './listen.tsx';
import { say } from './words.ts';

const titleOf = (app: AppState, pack: string): string => {
  const t = app.texts.value;
  return app.shelf.value.find((each) => each.id === pack)?.words[t.lang]?.title ?? app.library.value.get(pack)?.words['title'] ?? pack;
};

const Copy = ({ app, receipt }: { readonly app: AppState; readonly receipt: KeptReceipt }) => {
  const t = app.texts.value;
  const open = app.library.value.get(receipt.pack);
  if (receipt.copy === null) return <p class="soft">{t.text('mine.no-copy')}</p>;
  if (open === undefined) return null;
  const { answers, clips = [] } = receipt.copy;
  const spoken = ({ id }: Question) => {
    const value = clips.find(({ q }) => q === id)?.value ?? [];
    return value.length === 0 ? undefined : <SpokenBack app={app} clips={value} />;
  };
  return (
    <>
      <h3>{t.text('mine.copy')}</h3>
      <ReadBack texts={t} words={open.words} questions={questionsAsked(open.pack.questions, answers)} answers={answers} spoken={spoken} />
      <Button label={say(t, 'mine.drop-copy')} onPick={() => app.act.dropCopy(receipt)} icon="bin" look="outline" />
    </>
  );
};

const One = ({ app, receipt }: { readonly app: AppState; readonly receipt: KeptReceipt }) => {
  const t = app.texts.value;
  const state = app.delivery.value.get(receipt.id) ?? 'device';
  const clips = clipsLeft(app, receipt);
  const taken = takenBackState(app, receipt);
  const hasReply = app.replies.value.some((reply) => reply.pack === receipt.pack);
  return (
    <Fold label={{ text: titleOf(app, receipt.pack) }} detail={{ text: t.day(receipt.handedInOn) }} picture={receipt.picture as PictureName}>
      {taken === undefined ? (
        <>
          <StateCard state={state} said={say(t, `mine.state.${state}`)} clipsWaiting={clips} {...clipsDetail(app, clips)} />
          <Ticket label={say(t, 'done.code')} code={receipt.code} help={say(t, 'done.code.help')} />
          <p class="soft">{t.text('done.code.later')}</p>
        </>
      ) : (
        <TakenBack app={app} state={taken} isNew={isJustTaken(app, receipt)} />
      )}
      {hasReply ? <Row said={say(t, 'mine.reply')} picture="reply" href={pathTo.plain(t.lang, 'replies')} /> : null}
      {taken === undefined ? <Copy app={app} receipt={receipt} /> : null}
      <TakeBack app={app} receipt={receipt} canChange />
      <Button label={say(t, 'mine.hide')} onPick={() => app.act.hide(receipt)} look="outline" />
    </Fold>
  );
};

/** What stands apart: nothing here says which answers were handed in with it. */
const Asked = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const asked = app.receipts.value.filter(({ kind, hidden }) => (kind === 'support' || kind === 'interest') && !hidden);
  if (asked.length === 0) return null;
  return (
    <section>
      <h2>{t.text('take.asked')}</h2>
      {asked.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map((receipt) => {
        const taken = takenBackState(app, receipt);
        const state = app.delivery.value.get(receipt.id) ?? 'device';
        return (
          <Fold key={receipt.id} label={say(t, receipt.kind === 'support' ? 'take.asked.support' : 'take.asked.interest')} detail={{ text: t.day(receipt.handedInOn) }} picture={receipt.kind === 'support' ? 'hands' : 'reply'}>
            {taken === undefined ? <StateCard isAside state={state} said={say(t, `mine.state.${state}`)} /> : <TakenBack app={app} state={taken} isNew={isJustTaken(app, receipt)} />}
            <TakeBack app={app} receipt={receipt} />
            <Button label={say(t, 'mine.hide')} onPick={() => app.act.hide(receipt)} look="outline" />
          </Fold>
        );
      })}
    </section>
  );
};

export const MyAnswers = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const receipts = app.receipts.value.filter((receipt) => receipt.kind === 'answers' && !receipt.hidden);
  const newestFirst = receipts.toSorted((one, other) => (one.handedInOn < other.handedInOn ? 1 : -1));
  return (
    <main id="main" data-screen="my-answers">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('mine.title')}</h1>
        <ListenButton app={app} />
        <Toasts app={app} />
        <SendingNow app={app} />
        {app.drafts.value.map((draft) => (
          <Row
            key={draft.pack}
            said={{ text: titleOf(app, draft.pack) }}
            details={[say(t, 'mine.began')]}
            picture={(app.shelf.value.find((each) => each.id === draft.pack)?.picture ?? 'talk') as PictureName}
            href={pathTo.pack(t.lang, draft.pack)}
          />
        ))}
        {newestFirst.length === 0 && app.load.value === 'ready' ? <p>{t.text('mine.empty')}</p> : null}
        {newestFirst.map((receipt) => (
          <One key={receipt.id} app={app} receipt={receipt} />
        ))}
        <Asked app={app} />
        <Row said={say(t, 'take.code.title')} details={[say(t, 'take.code.row')]} picture="undo" href={pathTo.plain(t.lang, 'take-back')} />
        <Row said={say(t, 'missing.home')} picture="talk" href={pathTo.conversations(t.lang)} />
      </div>
    </main>
  );
};
