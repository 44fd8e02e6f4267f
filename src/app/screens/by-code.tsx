/** Taking something back with the code on its receipt: from another phone, or from paper. */
import { useRef, useState } from 'preact/hooks';
import { readCode } from '../../proof/code.ts';
import type { Problem } from '../../domain/problem.ts';
import type { AppKey } from '../../i18n/texts.ts';
import type { RecordId } from '../../domain/id.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Row } from '../ui/row.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ListenButton } from './listen.tsx';
import { Problems } from './problems.tsx';
import { BeforeTakingBack, TakenBack, takenBackState } from './take-back.tsx';
import { Toasts } from './toasts.tsx';
import { say } from './words.ts';

/** With its check letter. */
const LETTERS = 14;

/** Undefined where nothing is wrong, or nothing can be said yet: somebody is still typing. */
const wrongWith = (typed: string, isOver: boolean): AppKey | undefined => {
  const letters = typed.replace(/[\s-]/g, '').length;
  if (letters === LETTERS) return readCode(typed) === undefined ? 'take.code.wrong' : undefined;
  if (letters > LETTERS) return 'take.code.long';
  return isOver ? 'take.code.short' : undefined;
};

const Form = ({ app, onTaken }: { readonly app: AppState; readonly onTaken: (id: RecordId) => void }) => {
  const t = app.texts.value;
  const [typed, setTyped] = useState('');
  const [isOver, setOver] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const wrong = wrongWith(typed, isOver);
  const field = (): void => form.current?.querySelector('input')?.focus();
  const submit = (): void => {
    setOver(true);
    if (readCode(typed) === undefined) field();
    else setAsked(true);
  };
  const keep = (): void => {
    setAsked(false);
    // Back to the button that led here, once it is there again.
    requestAnimationFrame(() => form.current?.querySelector('button')?.focus());
  };
  const take = async (): Promise<void> => {
    const taken = await app.act.takeBackByCode(typed);
    setAsked(false);
    if ('code' in taken && !('id' in taken)) return setTrouble(taken);
    setTyped('');
    setOver(false);
    onTaken((taken as { readonly id: RecordId }).id);
  };
  return (
    <>
      <Problems app={app} problem={trouble} />
      <form
        ref={form}
        method="dialog"
        autocomplete="off"
        noValidate
        hidden={isAsked}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          name="code"
          label={say(t, 'take.code.label')}
          help={say(t, 'take.code.how')}
          {...(wrong === undefined ? {} : { problem: say(t, wrong) })}
          value={typed}
          onText={(text) => {
            setTyped(text);
            setOver(false);
            setTrouble(null);
          }}
        />
        <button type="submit" class="button full">
          {t.text('take.do')}
        </button>
      </form>
      {isAsked ? <BeforeTakingBack app={app} isElsewhere onYes={() => void take()} onNo={keep} /> : null}
    </>
  );
};

export const ByCode = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const [taken, setTaken] = useState<RecordId>();
  const receipts = app.receipts.value.filter(({ id, kind }) => kind === 'withdrawal' || id === taken).toReversed();
  return (
    <main id="main" data-screen="take-back">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('take.code.title')}</h1>
        <ListenButton app={app} />
        <Toasts app={app} />
        <p>{t.text('take.code.why')}</p>
        <Form app={app} onTaken={setTaken} />
        {receipts.length === 0 ? null : (
          <section>
            <h2>{t.text('take.code.here')}</h2>
            {receipts.map((receipt) => (
              <div key={receipt.id} class="taken-on">
                <p class="soft">{t.day(receipt.handedInOn)}</p>
                <TakenBack app={app} state={takenBackState(app, receipt) ?? 'waiting'} isNew={receipt.id === taken} />
              </div>
            ))}
          </section>
        )}
        <Row said={say(t, 'more.mine')} picture="ticket" href={pathTo.plain(t.lang, 'my-answers')} />
        <Row said={say(t, 'welcome.talk')} details={[say(t, 'take.code.talk')]} picture="phone" href={pathTo.plain(t.lang, 'help')} />
        <Row said={say(t, 'missing.home')} picture="talk" href={pathTo.conversations(t.lang)} />
      </div>
    </main>
  );
};
