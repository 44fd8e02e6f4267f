/** Done: where the answers are, honestly; what happens next; the receipt; how to be told. */
import { useState } from 'preact/hooks';
import { encode } from 'uqr';
import type { Problem } from '../../domain/problem.ts';
import type { AppKey } from '../../i18n/texts.ts';
import type { DeliveryState } from '../../store/outbox.ts';
import { pathTo } from '../route.ts';
import type { AppState, Finished } from '../state/app-state.ts';
import { Ask } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { Dock } from '../ui/dock.tsx';
import { Facts } from '../ui/facts.tsx';
import { Fold } from '../ui/fold.tsx';
import { Qr } from '../ui/qr.tsx';
import { StateCard } from '../ui/state-card.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Ticket } from '../ui/ticket.tsx';
import { listenFor } from './listen.tsx';
import { Problems } from './problems.tsx';
import { clipsDetail, clipsLeft } from './clips-left.ts';
import { SendingNow } from './sending-now.tsx';
import { isJustTaken, TakeBack, TakenBack, takenBackState } from './take-back.tsx';
import { Toasts } from './toasts.tsx';
import { said, say } from './words.ts';

const SAFE: Readonly<Record<DeliveryState, AppKey>> = { device: 'done.safe.device', received: 'done.safe.one', durable: 'done.safe.two' };

const TellMe = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const [reach, setReach] = useState('');
  const [asked, setAsked] = useState<'no' | 'kept' | Problem>('no');
  if (asked === 'kept') return <p class="strong">{t.text('done.tell.kept')}</p>;
  return (
    <form
      method="dialog"
      autocomplete="off"
      onSubmit={async (event) => {
        event.preventDefault();
        if (reach.trim() !== '') setAsked((await app.act.tellMe(reach.trim())) ?? 'kept');
      }}
    >
      {typeof asked === 'object' ? <Problems app={app} problem={asked} /> : null}
      <TextField name="tell" label={say(t, 'done.tell.label')} help={say(t, 'done.tell.help')} value={reach} onText={setReach} />
      <button type="submit" class="button outline">
        {t.text('done.tell.send')}
      </button>
    </form>
  );
};

const Apart = ({ app, finished }: { readonly app: AppState; readonly finished: Finished }) => {
  const [first] = finished.apart;
  if (first === undefined) return null;
  const state = app.delivery.value.get(first.id) ?? 'device';
  return <StateCard isAside state={state} said={say(app.texts.value, state === 'device' ? 'done.apart.device' : 'done.apart.received')} {...clipsDetail(app, clipsLeft(app, first))} />;
};

export const Done = ({ app, finished }: { readonly app: AppState; readonly finished: Finished }) => {
  const t = app.texts.value;
  const { pack } = finished.pack;
  const state = app.delivery.value.get(finished.answers.id) ?? 'device';
  const clips = clipsLeft(app, finished.answers);
  const taken = takenBackState(app, finished.answers);
  return (
    <main id="main" data-screen="done" class="docked">
      <div class="stop">
        <Ask said={say(t, 'done.title')} />
        <Toasts app={app} />
        {taken === undefined ? (
          <StateCard state={state} said={say(t, `done.${state}`)} clipsWaiting={clips} {...clipsDetail(app, clips)}>
            <Fold label={say(t, 'done.safe')}>
              <p>{t.text(SAFE[state])}</p>
            </Fold>
          </StateCard>
        ) : (
          <TakenBack app={app} state={taken} isNew={isJustTaken(app, finished.answers)} />
        )}
        <Apart app={app} finished={finished} />
        <SendingNow app={app} />
        <h2>{t.text('done.next')}</h2>
        <Facts
          items={[
            { kind: 'when', lead: say(t, 'done.next.decides', { date: t.day(pack.decisionOn) }) },
            { kind: 'hear-back', lead: say(t, 'done.next.reply', { date: t.day(pack.replyBy) }) },
          ]}
        />
        <Ticket label={say(t, 'done.code')} code={finished.answers.code} help={say(t, 'done.code.help')}>
          <Qr rows={encode(finished.answers.code, { ecc: 'M' , border: 0 }).data} label={say(t, 'done.qr')} />
        </Ticket>
        <p class="soft">{t.text('done.code.later')}</p>
        <Button label={say(t, 'done.print')} icon="print" onPick={() => print()} look="outline" />
        {taken === undefined ? (
          <Fold label={say(t, 'take.fold')}>
            <TakeBack app={app} receipt={finished.answers} canChange />
          </Fold>
        ) : null}
        <Fold label={say(t, 'done.tell')}>
          <TellMe app={app} />
        </Fold>
        {app.canInstall.value ? (
          <Fold label={say(t, 'install.title')}>
            <p>{t.text('install.help')}</p>
            <Button label={say(t, 'install.do')} onPick={() => app.act.install()} look="outline" />
          </Fold>
        ) : null}
        {pack.example ? <p class="soft">{said(finished.pack.words['example'] ?? '').text}</p> : null}
      </div>
      <Dock listen={listenFor(app)} go={{ label: say(t, 'dock.finish'), href: pathTo.conversations(t.lang) }} />
    </main>
  );
};
