/** Taking back what was handed in: what it means stands before the button that does it; and answering again in its place. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KeptReceipt } from '../../store/library.ts';
import type { TakenBackState } from '../../store/taken-back.ts';
import type { AppState } from '../state/app-state.ts';
import type { AppKey } from '../../i18n/texts.ts';
import { Button } from '../ui/button.tsx';
import { Picture } from '../ui/picture.tsx';
import type { Drawn } from '../ui/picture-paths.ts';
import { say } from './words.ts';

/** Undefined for what stands as it was handed in. The council may have said it of a record that was taken back elsewhere. */
export const takenBackState = (app: AppState, { id, takenBack }: KeptReceipt): TakenBackState | undefined => {
  const states = app.takenBack.value;
  if (takenBack === undefined) return states.get(id) === 'done' ? 'done' : undefined;
  return states.get(id) === 'done' ? 'done' : (states.get(takenBack) ?? 'waiting');
};

const PICTURES: Readonly<Record<TakenBackState, Drawn>> = { waiting: 'undo', done: 'tick', aside: 'people' };

interface TakenBackProps {
  readonly app: AppState;
  readonly state: TakenBackState;
  /** It has just been done: the button that did it is gone, and the focus goes here. */
  readonly isNew?: boolean;
}

/** Where the taking back is now, in the place of where the answers are. */
export const TakenBack = ({ app, state, isNew = false }: TakenBackProps) => {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) card.current?.focus();
  }, [isNew]);
  return (
    <div class={`state taken-back ${state}`} data-taken-back={state} tabIndex={-1} ref={card}>
      <Picture name={PICTURES[state]} />
      <div>
        <p class="strong">{app.texts.value.text(`take.state.${state}`)}</p>
      </div>
    </div>
  );
};

/** Whether these are what was taken back a moment ago. */
export const isJustTaken = (app: AppState, { id }: KeptReceipt): boolean => {
  const toast = app.toast.value;
  return toast?.about === 'taken-back' && toast.receipt.id === id;
};

const Line = ({ app, picture, words }: { readonly app: AppState; readonly picture: Drawn; readonly words: AppKey }) => (
  <li>
    <Picture name={picture} />
    <span>{app.texts.value.text(words)}</span>
  </li>
);

interface BeforeProps {
  readonly app: AppState;
  /** It has not left this phone yet, as far as the phone knows. */
  readonly isHere?: boolean;
  /** Only the code is known: nothing of it is on this phone. */
  readonly isElsewhere?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** What it means, and the two ways on. The one that changes nothing comes first. */
export const BeforeTakingBack = ({ app, isHere = false, isElsewhere = false, onYes, onNo }: BeforeProps) => {
  const t = app.texts.value;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="before">
      <h2 tabIndex={-1} ref={title}>
        {t.text('take.before')}
      </h2>
      <ul>
        <Line app={app} picture="council" words="take.gone" />
        {isElsewhere ? null : <Line app={app} picture="device" words="take.phone" />}
        <Line app={app} picture="people" words="take.counted" />
        {isHere ? <Line app={app} picture="sent" words="take.maybe" /> : null}
      </ul>
      <Button label={say(t, 'take.keep')} onPick={onNo} look="full" />
      <Button label={say(t, 'take.yes')} icon="undo" onPick={onYes} look="outline" />
    </section>
  );
};

interface TakeBackProps {
  readonly app: AppState;
  readonly receipt: KeptReceipt;
  /** Also to answer again, which only answers can be. */
  readonly canChange?: boolean;
}

export const TakeBack = ({ app, receipt, canChange = false }: TakeBackProps) => {
  const t = app.texts.value;
  const [isAsked, setAsked] = useState(false);
  const ways = useRef<HTMLDivElement>(null);
  const keep = (): void => {
    setAsked(false);
    // Back to the button that led here, once it is there again.
    requestAnimationFrame(() => ways.current?.querySelector<HTMLElement>('button:last-of-type')?.focus());
  };
  if (takenBackState(app, receipt) !== undefined) return null;
  if (isAsked) {
    const isHere = (app.delivery.value.get(receipt.id) ?? 'device') === 'device';
    return <BeforeTakingBack app={app} isHere={isHere} onYes={() => app.act.takeBack(receipt)} onNo={keep} />;
  }
  // Two drafts of one conversation can't be kept: what was begun is finished first.
  const isBegun = app.route.value.screen === 'my-answers' && app.drafts.value.some((draft) => draft.pack === receipt.pack);
  return (
    <div class="taking" ref={ways}>
      {canChange && !isBegun ? (
        <>
          <Button label={say(t, 'take.change')} icon="pen" onPick={() => app.act.correct(receipt)} look="outline" />
          <p class="soft">{t.text('take.change.help')}</p>
        </>
      ) : null}
      <Button label={say(t, 'take.do')} icon="undo" onPick={() => setAsked(true)} look="outline" />
    </div>
  );
};
