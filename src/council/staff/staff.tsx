/** The staff pages, address by address. They work without script, but for hearing, and are mounted under /staff. */
import { Hono } from 'hono';
import type { Council } from '../council.ts';
import { placeOf } from '../log.ts';
import { answerPage, openAnswerPage } from './answer-page.tsx';
import { askedPage, oneAskedPage, openAskedPage } from './asked-pages.tsx';
import { clipBytes, clipFile, clipHeard, clipLanguage, clipWriting } from './clip-forms.ts';
import { clipPage, openClipPage } from './clip-page.tsx';
import type { StaffEnv } from './context.ts';
import { knowSession, leaveNothing, notTooLarge, onlyFromHere, onlySignedIn } from './door.ts';
import { enterPage, signOutPage, useLinkPage } from './enter-pages.tsx';
import { homePage } from './home.tsx';
import { keepListeningPage, listeningPage } from './listening-page.tsx';
import { logPage } from './log-page.tsx';
import { packPage } from './pack-page.tsx';
import { parkedPage } from './parked-page.tsx';
import player from './play.js?raw';
import { notFoundPage, ourFaultPage } from './plain-pages.tsx';
import { editReplyPage, newReplyPage, saveReplyPage } from './reply-form.tsx';
import { confirmPublishPage, publishPage, repliesPage, replyPage } from './reply-pages.tsx';
import { closeStudioPage, newStudioLinkPage, studioPage } from './studio-page.tsx';
import { doTakeBackPage, takeBackPage } from './take-back-page.tsx';
import styles from './staff.css?raw';

/** What anyone may reach: the way in, the way out, the styles of both, and a script that says nothing of anyone. */
const addOpenPages = (app: Hono<StaffEnv>, council: Council): void => {
  app.get('/staff.css', (c) => c.body(styles, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/play.js', (c) => c.body(player, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
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
  app.get('/listening', listeningPage(council));
  app.post('/listening', keepListeningPage(council));
  app.get('/clips/:id', clipPage(council));
  app.post('/clips/:id', openClipPage(council));
  app.post('/clips/:id/bytes', clipBytes(council));
  app.post('/clips/:id/save', clipFile(council));
  app.post('/clips/:id/heard', clipHeard(council));
  app.post('/clips/:id/language', clipLanguage(council));
  app.post('/clips/:id/write', clipWriting(council));
  app.get('/parked', parkedPage(council));
  app.get('/take-back', takeBackPage);
  app.post('/take-back', doTakeBackPage(council));
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
    council.log('staff-page-failed', { error: error.name, where: placeOf(error) });
    return ourFaultPage(c);
  });
  app.use(leaveNothing, knowSession(council), notTooLarge, onlyFromHere(council));
  addOpenPages(app, council);
  app.use(onlySignedIn);
  addSignedInPages(app, council);
  // Mounted inside another app, this one's own "not found" would never be asked.
  app.all('*', notFoundPage);
  return app;
};
