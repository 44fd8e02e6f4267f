/** The way in and out: a page with one button, so that a program that looks at links can't use one up. */
import type { Council } from '../council.ts';
import { LONGEST_TOKEN } from '../tokens.ts';
import type { StaffContext } from './context.ts';
import { enter, isGoodLink, leave, SESSION_HOURS } from './enter.ts';
import { show } from './frame.tsx';
import { badLinkPage } from './plain-pages.tsx';
import { field } from './request.ts';
import { say } from './words.ts';

const LONGEST_NAME = 60;

const tokenIn = (c: StaffContext): string | undefined => {
  const token = c.req.param('token') ?? '';
  return token.length > 0 && token.length <= LONGEST_TOKEN ? token : undefined;
};

export const enterPage = (council: Council) => async (c: StaffContext) => {
  const token = tokenIn(c);
  if (token === undefined || !(await isGoodLink(council, token))) return badLinkPage(c);
  return show(c, {
    title: say('enter.title'),
    children: (
      <>
        <h1>{say('enter.title')}</h1>
        <p>{say('enter.what')}</p>
        {/* Without an action it goes back to its own address, and the token is written nowhere else. */}
        <form method="post" class="card">
          <div class="field">
            <label for="name">{say('enter.name')}</label>
            <p class="soft" id="name-help">
              {say('enter.name.help')}
            </p>
            <input id="name" name="name" autocomplete="name" maxlength={LONGEST_NAME} aria-describedby="name-help" />
          </div>
          <button class="button full">{say('enter.do')}</button>
        </form>
        <p class="soft">{say('enter.once', { hours: SESSION_HOURS })}</p>
      </>
    ),
  });
};

export const useLinkPage = (council: Council) => async (c: StaffContext) => {
  const token = tokenIn(c);
  const name = field(await c.req.parseBody(), 'name').replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
  return token !== undefined && (await enter(council, c, token, name)) ? c.redirect('/staff', 303) : badLinkPage(c);
};

export const signOutPage = (council: Council) => async (c: StaffContext) => {
  await leave(council, c);
  c.set('session', undefined);
  return show(c, {
    title: say('signed-out.title'),
    children: (
      <>
        <h1>{say('signed-out.title')}</h1>
        <p>{say('signed-out.what')}</p>
      </>
    ),
  });
};
