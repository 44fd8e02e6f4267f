/** Pages as HTML, made by the same screens as the app's own: there before any script, and useful without one. */
import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../domain/language.ts';
import type { Pack, PackWords, ShelfPack } from '../domain/pack.ts';
import type { PagePieces, Prerender } from '../domain/page.ts';
import { beginDraft } from '../domain/draft.ts';
import { startTexts, type Texts } from '../i18n/texts.ts';
import { Page, Top } from './app.tsx';
import { locale as bn } from './locales/bn.ts';
import { locale as en } from './locales/en.ts';
import { locale as so } from './locales/so.ts';
import { PLAIN_SCREENS, type PlainScreen, type Route } from './route.ts';
import { Paper } from './screens/paper.tsx';
import { makeAppState, type Actions, type AppState } from './state/app-state.ts';
import type { DraftKeeper } from './state/draft-keeper.ts';
import { startInterview } from './state/interview.ts';
import { stopsOf } from './state/stops.ts';

declare const __LOOK__: string;

const LOCALES = { en, so, bn } as const;
const textsIn = (lang: Language): Texts => startTexts(lang, LOCALES[lang]);

/** Which screens made this, so that the script knows whether it may take the markup over as it stands. */
const html = (what: ComponentChild): string => renderToString(what as Parameters<typeof renderToString>[0]).replace('<main ', `<main data-look="${__LOOK__}" `);

/** Markup bears no handlers, so nothing of this is ever called. */
const NO_ACTIONS = {} as Actions;
const stateFor = (lang: Language, route: Route): AppState => makeAppState(textsIn(lang), route, NO_ACTIONS);

const piecesOf = (app: AppState, title: string, page: string): PagePieces => {
  const t = app.texts.value;
  return { lang: t.lang, title: [title, t.text('name')].join(' · '), header: html(<Top app={app} />), page };
};

/** A keeper for a draft that nobody will ever write: every answer empty. */
const blankKeeper = (pack: Pack, lang: Language): DraftKeeper => {
  const draft = beginDraft({ pack: pack.id, packVersion: pack.version, mode: 'own-phone', lang }, (bytes) => new Uint8Array(bytes), 0);
  return { draft: () => draft, change: async () => undefined, settled: async () => undefined, latest: async () => draft, end: () => undefined, kept: () => 'nothing-yet', onChange: () => undefined };
};

/** The promise shows; the stops after it, up to the first question, wait in templates for the first script. */
const packPage = (pack: Pack, words: PackWords, lang: Language): PagePieces => {
  const app = stateFor(lang, { screen: 'pack', lang, pack: pack.id });
  app.open.value = { pack, words };
  const keeper = blankKeeper(pack, lang);
  const first = stopsOf(pack, keeper.draft()).findIndex((stop) => stop.screen === 'question');
  const stops = stopsOf(pack, keeper.draft()).slice(0, first + 1);
  const pages = stops.map((stop) => {
    app.interview.value = startInterview(pack, keeper, undefined, stop.place);
    return html(<Page app={app} />);
  });
  const [promise = '', ...later] = pages;
  return piecesOf(app, words['title'] ?? pack.id, promise + later.map((page) => `<template>${page}</template>`).join(''));
};

const paperPage = (pack: Pack, words: PackWords, lang: Language): PagePieces => {
  const app = stateFor(lang, { screen: 'pack', lang, pack: pack.id });
  return piecesOf(app, app.texts.value.text('paper.title'), html(<Paper texts={app.texts.value} pack={pack} words={words} />));
};

const conversationsPage = (packs: readonly ShelfPack[], lang: Language): PagePieces => {
  const app = stateFor(lang, { screen: 'conversations', lang });
  app.shelf.value = packs;
  return piecesOf(app, app.texts.value.text('conversations.title'), html(<Page app={app} />));
};

const welcomePage = (): PagePieces => {
  const app = stateFor('en', { screen: 'welcome' });
  return { ...piecesOf(app, '', html(<Page app={app} />)), title: 'Our Turn' };
};

const innerPage = (screen: string, lang: Language): PagePieces => {
  const plain = PLAIN_SCREENS.find((each) => each === screen);
  const route: Route = plain ? { screen: plain as PlainScreen, lang } : screen === 'conversations' ? { screen, lang } : { screen: 'missing', lang };
  const app = stateFor(lang, route);
  if (plain || screen === 'conversations') app.load.value = 'loading';
  return piecesOf(app, app.texts.value.text('loading.title'), html(<Page app={app} />));
};

export const prerender: Prerender = { packPage, paperPage, conversationsPage, welcomePage, innerPage };
