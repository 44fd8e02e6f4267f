/** Conversations: what is open, who decides each, and until when. */
import type { ShelfPack } from '../../domain/pack.ts';
import type { PictureName } from '../../domain/question.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Notice } from '../ui/notice.tsx';
import { Row } from '../ui/row.tsx';
import type { Said } from '../ui/said.tsx';
import { badgeAt } from '../ui/shape.tsx';
import { Toasts } from './toasts.tsx';
import { ListenButton } from './listen.tsx';
import { said, say } from './words.ts';

const detailsOf = (app: AppState, pack: ShelfPack): readonly Said[] => {
  const t = app.texts.value;
  const isClosed = app.today.value > pack.closes;
  const isBegun = app.drafts.value.some((draft) => draft.pack === pack.id);
  return [
    said(pack.words[t.lang]?.who ?? ''),
    say(t, isClosed ? 'conversations.closed' : 'conversations.closes', { date: t.day(pack.closes) }),
    ...(isBegun ? [say(t, 'conversations.go-on')] : []),
  ];
};

const PackRow = ({ app, pack, index }: { readonly app: AppState; readonly pack: ShelfPack; readonly index: number }) => {
  const { lang } = app.texts.value;
  return (
    <Row
      said={said(pack.words[lang]?.title ?? pack.id)}
      details={detailsOf(app, pack)}
      {...(pack.example ? { tag: say(app.texts.value, 'conversations.example') } : {})}
      picture={pack.picture as PictureName}
      badge={badgeAt(index)}
      href={pathTo.pack(lang, pack.id)}
    />
  );
};

export const Conversations = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const packs = app.shelf.value;
  return (
    <main id="main" data-screen="conversations">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('conversations.title')}</h1>
        <ListenButton app={app} />
        <Toasts app={app} />
        {app.isStale.value ? <Notice said={say(t, 'conversations.offline')} /> : null}
        {packs.length === 0 && app.load.value === 'ready' ? <p>{t.text('conversations.empty')}</p> : null}
        <div class="list">
          {packs.map((pack, index) => (
            <PackRow key={pack.id} app={app} pack={pack} index={index} />
          ))}
        </div>
        <div class="list">
          <Row said={say(t, 'conversations.mine')} picture="ticket" href={pathTo.plain(t.lang, 'my-answers')} />
          <Row said={say(t, 'conversations.replies')} picture="reply" href={pathTo.plain(t.lang, 'replies')} />
          <Row said={say(t, 'welcome.talk')} details={[say(t, 'welcome.talk.how')]} picture="phone" href={pathTo.plain(t.lang, 'help')} />
        </div>
      </div>
    </main>
  );
};
