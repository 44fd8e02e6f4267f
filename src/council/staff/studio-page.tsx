/** The voice studio's door as staff see it: a one-time link for someone who lends a voice, and closing it everywhere. */
import { STUDIO, STUDIO_LINK_DAYS } from '../../domain/studio.ts';
import type { Council } from '../council.ts';
import { closeStudio, makeStudioLink, studioBrowsers } from '../studio-door.ts';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { Notice } from './parts.tsx';
import { say } from './words.ts';

/** The studio is with residents. A form comes with the address that the browser sees, also where something in front ends the encryption. */
const originOf = ({ config }: Council, c: StaffContext): string => {
  if (config.front.publicUrl !== undefined) return config.front.publicUrl;
  const origin = c.req.header('origin');
  return origin !== undefined && URL.canParse(origin) ? origin : new URL(c.req.url).origin;
};

const NewLink = ({ link }: { readonly link: string }) => (
  <Notice kind="good">
    <h2>{say('studio.link')}</h2>
    <p>
      <code class="command">{link}</code>
    </p>
    <p>{say('studio.link.how', { days: STUDIO_LINK_DAYS })}</p>
  </Notice>
);

const Close = ({ count }: { readonly count: number }) => (
  <form method="post" action="/staff/studio/close" class="card">
    <h2>{say('studio.close')}</h2>
    <p>{say('studio.open-on', { count })}</p>
    <p>{say('studio.close.what')}</p>
    <button class="button">{say('studio.close.do')}</button>
  </form>
);

const page = async (council: Council, c: StaffContext, done: { readonly link?: string; readonly isClosed?: boolean } = {}) => {
  const count = await studioBrowsers(council);
  return show(c, {
    title: say('studio.title'),
    here: 'studio',
    children: (
      <>
        <h1>{say('studio.title')}</h1>
        <p>{say('studio.what')}</p>
        <p>{say('studio.why')}</p>
        {done.link === undefined ? null : <NewLink link={done.link} />}
        {done.isClosed ? <Notice kind="good">{say('studio.closed')}</Notice> : null}
        <form method="post" action="/staff/studio" class="card">
          <h2>{say('studio.invite')}</h2>
          <p>{say('studio.invite.what')}</p>
          <button class="button full">{say('studio.invite.do')}</button>
        </form>
        <Close count={count} />
        <h2>{say('studio.after')}</h2>
        <p>{say('studio.after.what')}</p>
        <p>
          <code class="command">npm run import-voices -- file.zip</code>
        </p>
        <p>{say('studio.withdraw')}</p>
        <p>
          <code class="command">npm run import-voices -- --withdraw 3f9a-27c1</code>
        </p>
        <p>{say('studio.words')}</p>
        <p>
          <code class="command">npm run import-words -- file.json</code>
        </p>
      </>
    ),
  });
};

export const studioPage = (council: Council) => (c: StaffContext) => page(council, c);

export const newStudioLinkPage = (council: Council) => async (c: StaffContext) => {
  const token = await makeStudioLink(council, whoIs(c));
  // Behind a `#` it is sent to no server, and so it stands in no log.
  return page(council, c, { link: `${originOf(council, c)}${STUDIO.page}#${token}` });
};

export const closeStudioPage = (council: Council) => async (c: StaffContext) => {
  await closeStudio(council, whoIs(c));
  return page(council, c, { isClosed: true });
};
