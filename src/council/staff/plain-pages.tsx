/** The pages that say one thing: sign in, not found, too large, not allowed, our own fault. */
import type { StaffContext } from './context.ts';
import { LINK_HOURS } from './enter.ts';
import { show } from './frame.tsx';
import { say } from './words.ts';

/** How to get a new link; people at the council ask whoever runs the computer. */
const NewLink = () => (
  <>
    <p>{say('link.how')}</p>
    <p>
      <code class="command">npm run council -- staff-link</code>
    </p>
    <p class="soft">{say('link.once', { hours: LINK_HOURS })}</p>
  </>
);

/** A form that came too late is answered with what was typed, so that nobody has to write it twice. */
const typedIn = async (c: StaffContext): Promise<readonly string[]> => {
  if (c.req.method !== 'POST') return [];
  try {
    return Object.values(await c.req.parseBody()).filter((value): value is string => typeof value === 'string' && value.trim().length > 20);
  } catch {
    return [];
  }
};

export const signInPage = async (c: StaffContext) => {
  const typed = await typedIn(c);
  return show(c, {
    title: say('sign-in.title'),
    children: (
      <>
        <h1>{say('sign-in.title')}</h1>
        <p>{say('sign-in.why')}</p>
        <NewLink />
        {typed.length === 0 ? null : (
          <section aria-labelledby="typed">
            <h2 id="typed">{say('sign-in.typed')}</h2>
            <p>{say('sign-in.typed.how')}</p>
            {typed.map((text) => (
              <textarea readonly rows={5} aria-labelledby="typed">
                {text}
              </textarea>
            ))}
          </section>
        )}
      </>
    ),
  }, 401);
};

export const badLinkPage = (c: StaffContext) =>
  show(c, {
    title: say('link.bad.title'),
    children: (
      <>
        <h1>{say('link.bad.title')}</h1>
        <p>{say('link.bad.why', { hours: LINK_HOURS })}</p>
        <NewLink />
      </>
    ),
  }, 410);

const plain = (c: StaffContext, what: 'not-found' | 'too-large' | 'forbidden' | 'our-fault', status: 403 | 404 | 413 | 500) =>
  show(c, {
    title: say(`${what}.title`),
    children: (
      <>
        <h1>{say(`${what}.title`)}</h1>
        <p>{say(`${what}.what`)}</p>
        <p>
          <a class="button" href="/staff">
            {say('back-home')}
          </a>
        </p>
      </>
    ),
  }, status);

export const notFoundPage = (c: StaffContext) => plain(c, 'not-found', 404);
export const tooLargePage = (c: StaffContext) => plain(c, 'too-large', 413);
export const forbiddenPage = (c: StaffContext) => plain(c, 'forbidden', 403);
export const ourFaultPage = (c: StaffContext) => plain(c, 'our-fault', 500);
