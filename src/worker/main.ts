/** The service worker: a table of contents. What is done stands in the files beside it. */
import { worker } from './globals.ts';
import { answerVoiceFile, isVoiceFile } from './voices.ts';
import { answerPackFile, isPackFile, keepShelf } from './packs.ts';
import { answerShellFile, dropOldShells, isShellFile, keepShell } from './shell.ts';
import { answerPage, isAppPage } from './pages.ts';
import { answerFont, isFont } from './fonts.ts';
import { answerStudio, isStudioFile } from './studio.ts';
import { sendWaiting } from './wake.ts';

worker.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([keepShell(event), keepShelf()]));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldShells(event), worker.clients.claim()]));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (isStudioFile(url)) event.respondWith(answerStudio(url, request));
  else if (request.mode === 'navigate') {
    if (isAppPage(url)) event.respondWith(answerPage(url, request));
  } else if (isVoiceFile(url)) event.respondWith(answerVoiceFile(url, request));
  else if (isPackFile(url)) event.respondWith(answerPackFile(url, request));
  else if (isFont(url)) event.respondWith(answerFont(request));
  else if (isShellFile(url)) event.respondWith(answerShellFile(event));
});

// A wake-up and nothing more: Chromium only, a few tries, and its own queue knows nothing of ours.
worker.addEventListener('sync', (event) => {
  (event as ExtendableEvent).waitUntil(sendWaiting());
});

worker.addEventListener('message', (event) => {
  const { type } = (event.data ?? {}) as { type?: string };
  // Never by itself: the page asks the person first, and saves the draft.
  if (type === 'SKIP_WAITING') void worker.skipWaiting();
  if (type === 'KEEP_PACKS') event.waitUntil(keepShelf());
});
