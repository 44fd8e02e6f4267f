/** Help: other ways to answer, people to talk to, how this works, and a way to leave quickly. */
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Row } from '../ui/row.tsx';
import { ListenButton } from './listen.tsx';
import { Toasts } from './toasts.tsx';
import { said, say } from './words.ts';

export const Help = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  return (
    <main id="main" data-screen="help">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('help.title')}</h1>
        <ListenButton app={app} />
        <Toasts app={app} />
        {app.isInsideAnotherApp.value ? <Notice said={say(t, 'help.browser.help')} icon="warning" /> : null}
        <section>
          <h2>{t.text('help.ways')}</h2>
          <div class="list">
            {app.shelf.value.map((pack) => (
              <Row
                key={pack.id}
                said={say(t, 'help.paper')}
                details={[said(pack.words[t.lang]?.title ?? pack.id)]}
                picture="paper"
                href={pathTo.paper(t.lang, pack.id)}
              />
            ))}
          </div>
          {t.lang === 'bn' && !app.listening.value?.offered.value.includes('syl') ? (
            <>
              <h3>{t.text('help.sylheti')}</h3>
              <p>{t.text('help.sylheti.how')}</p>
            </>
          ) : null}
          <h3>{t.text('help.phone')}</h3>
          <p>{t.text('help.phone.none')}</p>
          <h3>{t.text('help.place')}</h3>
          <p>{t.text('help.place.none')}</p>
        </section>
        <section>
          <h2>{t.text('help.how')}</h2>
          <Facts
            items={[
              { kind: 'can', lead: say(t, 'help.how.offline') },
              { kind: 'when', lead: say(t, 'help.how.time') },
              { kind: 'private', lead: say(t, 'help.how.private') },
            ]}
          />
        </section>
        <section>
          <Button label={say(t, 'help.leave')} icon="leave" look="full" onPick={() => app.act.leave()} />
          <p class="soft">{t.text('help.leave.help')}</p>
        </section>
        <Row said={say(t, 'take.code.title')} details={[say(t, 'take.code.row')]} picture="undo" href={pathTo.plain(t.lang, 'take-back')} />
        <Row said={say(t, 'missing.home')} picture="talk" href={pathTo.conversations(t.lang)} />
      </div>
    </main>
  );
};
