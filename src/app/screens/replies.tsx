/** Replies: you said, we did, we did not and why. Read with or without a network. */
import { replyWords, type Reply } from '../../domain/reply.ts';
import type { ShelfPack } from '../../domain/pack.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Facts, type Fact } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Row } from '../ui/row.tsx';
import type { Said } from '../ui/said.tsx';
import { ListenButton } from './listen.tsx';
import { Toasts } from './toasts.tsx';
import { say } from './words.ts';

const One = ({ app, reply }: { readonly app: AppState; readonly reply: Reply }) => {
  const t = app.texts.value;
  const found = replyWords(reply, t.lang);
  if (found === undefined) return null;
  // What the council wrote in one language only is shown in that one, and says so to whoever reads it aloud.
  const words = (text: string): Said => (found.lang === t.lang ? { text } : { text, lang: found.lang });
  const title = app.shelf.value.find((each) => each.id === reply.pack)?.words[t.lang]?.title;
  const items: Fact[] = [
    { kind: 'said', lead: say(t, 'replies.said'), more: [words(found.words.said)] },
    { kind: 'did', lead: say(t, 'replies.did'), more: [words(found.words.did)] },
    ...(found.words.didNot ? [{ kind: 'did-not', lead: say(t, 'replies.did-not'), more: [words(found.words.didNot)] } as const] : []),
  ];
  return (
    <section class="reply">
      {title ? <h2>{title}</h2> : null}
      <p class="soft">{t.text('replies.on', { date: t.day(reply.publishedAt) })}</p>
      <Facts items={items} />
    </section>
  );
};

/** A promise that was not kept is said as plainly as one that was. */
const isLate = (app: AppState, pack: ShelfPack): boolean =>
  app.today.value > pack.replyBy && !app.replies.value.some((reply) => reply.pack === pack.id);

export const Replies = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const replies = app.replies.value.toSorted((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1));
  return (
    <main id="main" data-screen="replies">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('replies.title')}</h1>
        <ListenButton app={app} />
        <Toasts app={app} />
        {app.isStale.value ? <Notice said={say(t, 'replies.offline')} /> : null}
        {app.shelf.value.filter((pack) => isLate(app, pack)).map((pack) => (
          <Notice key={pack.id} said={say(t, 'replies.late', { date: t.day(pack.replyBy) })} icon="calendar" />
        ))}
        {replies.length === 0 && app.load.value === 'ready' ? <p>{t.text('replies.empty')}</p> : null}
        {replies.map((reply) => (
          <One key={reply.id} app={app} reply={reply} />
        ))}
        <Row said={say(t, 'missing.home')} picture="talk" href={pathTo.conversations(t.lang)} />
      </div>
    </main>
  );
};
