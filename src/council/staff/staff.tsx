/** The staff pages, address by address. They work without script and are mounted under /staff. */
import { Hono } from 'hono';
import type { Council } from '../council.ts';
import { placeOf } from '../log.ts';
import { answerPage, openAnswerPage } from './answer-page.tsx';
import { askedPage, oneAskedPage, openAskedPage } from './asked-pages.tsx';
import type { StaffEnv } from './context.ts';
import { knowSession, leaveNothing, notTooLarge, onlyFromHere, onlySignedIn } from './door.ts';
import { enterPage, signOutPage, useLinkPage } from './enter-pages.tsx';
import { homePage } from './home.tsx';
import { logPage } from './log-page.tsx';
import { packPage } from './pack-page.tsx';
import { parkedPage } from './parked-page.tsx';
import { notFoundPage, ourFaultPage } from './plain-pages.tsx';
import { editReplyPage, newReplyPage, saveReplyPage } from './reply-form.tsx';
import { confirmPublishPage, publishPage, repliesPage, replyPage } from './reply-pages.tsx';
import { closeStudioPage, newStudioLinkPage, studioPage } from './studio-page.tsx';
import styles from './staff.css?raw';

/** What anyone may reach: the way in, the way out, and the styles of both. */
const addOpenPages = (app: Hono<StaffEnv>, council: Council): void => {
  app.get('/staff.css', (c) => c.body(styles, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/enter/:token', enterPage(council));
  app.post('/enter/:token', useLinkPage(council));
  app.post('/sign-out', signOutPage(council));
};

/** Everything that stands after `onlySignedIn`. */
const addSignedInPages = (app: Hono<StaffEnv>, council: Council): void => {
  app.get('/', homePage(council));
  app.get('/packs/:pack', packPage(council));
  app.get('/packs/:pack/asked', askedPage(council));
  app.get('/answers/:id', answerPage(council));
  app.post('/answers/:id', openAnswerPage(council));
  app.get('/asked/:id', oneAskedPage(council));
  app.post('/asked/:id', openAskedPage(council));
  app.get('/parked', parkedPage(council));
  app.get('/log', logPage(council));
  app.get('/replies', repliesPage(council));
  app.get('/replies/new', newReplyPage(council));
  app.post('/replies/new', saveReplyPage(council));
  app.get('/replies/:id', replyPage(council));
  app.get('/replies/:id/edit', editReplyPage(council));
  app.post('/replies/:id/edit', saveReplyPage(council));
  app.get('/replies/:id/publish', confirmPublishPage(council));
  app.post('/replies/:id/publish', publishPage(council));
  app.get('/studio', studioPage(council));
  app.post('/studio', newStudioLinkPage(council));
  app.post('/studio/close', closeStudioPage(council));
};

export const staffApp = (council: Council): Hono<StaffEnv> => {
  const app = new Hono<StaffEnv>();
  app.onError((error, c) => {
    council.log('staff-page-failed', { error: error.name, at: placeOf(error) });
    return ourFaultPage(c);
  });
  app.use(leaveNothing, knowSession(council), notTooLarge, onlyFromHere);
  addOpenPages(app, council);
  app.use(onlySignedIn);
  addSignedInPages(app, council);
  // Mounted inside another app, this one's own "not found" would never be asked.
  app.all('*', notFoundPage);
  return app;
};
