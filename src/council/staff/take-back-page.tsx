/** Taking back by code, for someone who calls or hands in the paper. What the code led to is not shown. */
import { takeBackByCode, type TookBack } from '../take-back.ts';
import type { Council } from '../council.ts';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { FaultSummary, Notice } from './parts.tsx';
import { field } from './request.ts';
import { say } from './words.ts';

interface Shown {
  /** As it was typed, where it has to be looked at again. */
  readonly typed?: string;
  readonly isFaulty?: boolean;
  readonly took?: TookBack;
}

const Form = ({ typed = '', isFaulty = false }: Shown) => (
  <form method="post" action="/staff/take-back" class="writing" autocomplete="off">
    <div class={isFaulty ? 'field faulty' : 'field'}>
      <label for="code">{say('take-back.code')}</label>
      <p class="soft" id="code-help">
        {say('take-back.code.help')}
      </p>
      {isFaulty ? (
        <p class="fault" id="code-fault">
          {say('take-back.wrong')}
        </p>
      ) : null}
      <input id="code" name="code" type="text" value={typed} size={20} autocomplete="off" spellcheck={false} aria-describedby={isFaulty ? 'code-help code-fault' : 'code-help'} aria-invalid={isFaulty ? 'true' : undefined} />
    </div>
    <p class="go">
      <button class="button full">{say('take-back.do')}</button>
    </p>
  </form>
);

const page = (c: StaffContext, shown: Shown, status: 200 | 400 = 200) =>
  show(c, {
    title: say('take-back.title'),
    here: 'take-back',
    isFaulty: shown.isFaulty ?? false,
    children: (
      <>
        <FaultSummary faults={shown.isFaulty ? [{ at: 'code', words: say('take-back.wrong') }] : []} />
        <h1>{say('take-back.title')}</h1>
        {shown.took === undefined ? null : (
          <Notice kind="good">
            <p>
              <strong>{say(`take-back.${shown.took}`)}</strong>
            </p>
            <p>{say('take-back.tell')}</p>
          </Notice>
        )}
        <p>{say('take-back.what')}</p>
        <Form {...shown} />
        <p class="soft">{say('take-back.logged')}</p>
      </>
    ),
  }, status);

export const takeBackPage = (c: StaffContext) => page(c, {});

export const doTakeBackPage = (council: Council) => async (c: StaffContext) => {
  const typed = field(await c.req.parseBody(), 'code');
  const took = await takeBackByCode(council, whoIs(c), typed);
  return took.ok ? page(c, { took: took.value }) : page(c, { typed, isFaulty: true }, 400);
};
