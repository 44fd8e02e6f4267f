/** Screens as markup: one form and one way on at each stop, a name of its own for each step, native labelled controls. */
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Bottom, Page, Top } from '../../src/app/app.tsx';
import { locale } from '../../src/app/locales/en.ts';
import { PLAIN_SCREENS, type Route } from '../../src/app/route.ts';
import { makeAppState, type Actions, type AppState } from '../../src/app/state/app-state.ts';
import { keepDraft } from '../../src/app/state/draft-keeper.ts';
import { startInterview } from '../../src/app/state/interview.ts';
import { stopsOf } from '../../src/app/state/stops.ts';
import type { Draft } from '../../src/domain/draft.ts';
import { startTexts } from '../../src/i18n/texts.ts';
import { o, q } from '../kit/a-pack.ts';
import { aDraft, thePack, theWords } from './a-conversation.ts';

const pack = thePack();
const words = theWords();
const on = (route: Route): AppState => makeAppState(startTexts('en', locale), route, {} as Actions);
const onPack = (): AppState => {
  const app = on({ screen: 'pack', lang: 'en', pack: pack.id });
  app.open.value = { pack, words };
  return app;
};
const html = (app: AppState) => renderToString(<Page app={app} />);
const stopsFor = (draft: Draft) =>
  stopsOf(pack, draft).map((stop) => {
    const app = onPack();
    app.interview.value = startInterview(pack, keepDraft(draft, false, { change: async (_, change) => change(draft) }), undefined, stop.place);
    return { stop, page: html(app), bottom: renderToString(<Bottom app={app} />) };
  });
const everything = aDraft({
  answers: [
    { q: q('good-outcome'), kind: 'choose-many', value: [o('something-else')] },
    { q: q('impact'), kind: 'words', value: { text: '<b>5 > 3 & "so"</b>', lang: 'so' } },
    { q: q('better-worse'), kind: 'scale', value: { scale: 'better-worse-5', at: 2 } },
    { q: q('what-next'), kind: 'choose-one', value: o('none-of-these') },
  ],
  about: [{ q: q('condition'), kind: 'choose-one', value: o('yes') }, { q: q('age'), kind: 'rather-not-say', value: null }],
});
const stops = [...stopsFor(aDraft()), ...stopsFor(everything)];
const times = (page: string, what: RegExp) => page.match(new RegExp(what, 'g'))?.length ?? 0;
const attribute = (page: string, name: string) => new RegExp(`<main[^>]* ${name}="([^"]*)"`).exec(page)?.[1];

test.each(stops)('$stop.place has one form, one way on, one heading and its own screen', ({ stop, page }) => {
  expect([times(page, /<form\b/), times(page, /type="submit"/), times(page, /<h1\b/), times(page, /<main\b/)]).toEqual([1, 1, 1, 1]);
  expect(page).toMatch(/<form[^>]* method="dialog"/);
  expect(attribute(page, 'data-screen')).toBe(stop.screen);
  expect(attribute(page, 'data-version')).toBe('3-0f4a9c2e77b1d538');
});

test('every step of one interview has a data-question of its own', () => {
  for (const draft of [aDraft(), everything]) {
    const names = stopsFor(draft).map(({ page }) => attribute(page, 'data-question'));
    expect(names.every((name) => name !== undefined && name !== '')).toBe(true);
    expect(new Set(names).size).toBe(names.length);
  }
});

test.each(stops)('$stop.place: every control is native and has a label, and every id is there once', ({ page }) => {
  const ids = Array.from(page.matchAll(/ id="([^"]*)"/g), ([, id]) => id!);
  expect(ids.length).toBe(new Set(ids).size);
  for (const [control] of page.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
    const before = page.slice(0, page.indexOf(control));
    const isWrapped = before.lastIndexOf('<label') > before.lastIndexOf('</label');
    const id = / id="([^"]*)"/.exec(control)?.[1];
    expect(isWrapped || page.includes(`<label for="${id}"`) || / aria-label(ledby)?=/.test(control), control).toBe(true);
  }
  for (const [, pointed] of page.matchAll(/ aria-(?:labelledby|describedby)="([^"]*)"/g)) for (const id of pointed!.split(' ')) expect(ids).toContain(id);
});

test.each(stops)('$stop.place says no empty word and no key instead of one', ({ page, bottom }) => {
  const text = (page + bottom).replace(/<(script|svg|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '\n');
  expect(text).not.toMatch(/undefined|null|\[object|\{\{/);
  for (const line of text.split('\n').map((each) => each.trim()).filter(Boolean)) expect(line).not.toMatch(/^[a-z]+(\.[a-z0-9-]+)+$/);
  expect(page).not.toMatch(/<(h1|h2|legend|button|a)\b[^>]*>\s*<\/\1>/);
});

test('what a person wrote is shown as they wrote it, never as markup, and in its language', () => {
  const review = stopsFor(everything).at(-1)!.page;
  expect(review).toContain('&lt;b>5 > 3 &amp;');
  expect(review).not.toContain('<b>5');
  expect(review).toMatch(/lang="so"[^>]*>\s*&lt;b/);
});

test('a question shows what was answered before: a tick, a step, the words', () => {
  const page = (place: string) => stopsFor(everything).find(({ stop }) => stop.place === place)!.page;
  expect(page('good-outcome')).toMatch(/<input[^>]*value="something-else"[^>]*checked|<input[^>]*checked[^>]*value="something-else"/);
  expect(times(page('better-worse'), /\schecked/)).toBe(1);
  expect(page('impact')).toMatch(/<textarea[^>]*>&lt;b/);
});

test('done says first where the answers are, and keeps support aside', () => {
  const app = onPack();
  const receipt = { id: aDraft().id, kind: 'answers', pack: pack.id, packNumber: 3, code: 'K9BX-BGGW-GHAE-XW', handedInOn: '2026-11-23', picture: 'car', hidden: false, copy: null } as const;
  const support = { ...receipt, id: aDraft().support.id, kind: 'support' } as const;
  app.finished.value = { pack: { pack, words }, answers: receipt, apart: [support] };
  for (const state of ['device', 'received', 'durable'] as const) {
    app.delivery.value = new Map([[receipt.id, state], [support.id, 'device' as const]]);
    const page = html(app);
    expect(Array.from(page.matchAll(/data-delivery="([^"]*)"/g), ([, each]) => each)).toEqual([state]);
    expect(attribute(page, 'data-screen')).toBe('done');
  }
});

test('every other screen names itself, with one heading', () => {
  const routes: readonly Route[] = [{ screen: 'welcome' }, { screen: 'conversations', lang: 'en' }, ...PLAIN_SCREENS.map((screen) => ({ screen, lang: 'en' }) as const)];
  for (const route of routes) {
    const page = html(on(route));
    expect(attribute(page, 'data-screen')).toBe(route.screen);
    expect(times(page, /<h1\b/)).toBe(1);
  }
});

test('what could not be loaded is said in words with a way to try again, and never a blank page', () => {
  const app = onPack();
  app.load.value = { code: 'could-not-load' };
  expect(html(app)).toContain('We could not fetch this.');
  app.load.value = { code: 'not-found' };
  expect(attribute(html(app), 'data-screen')).toBe('missing');
});

test('every language can be chosen from every screen but the first, by its own name', () => {
  const top = renderToString(<Top app={onPack()} />);
  for (const name of ['English', 'Soomaali', 'বাংলা']) expect(top).toContain(name);
  for (const lang of ['so', 'bn']) expect(top).toContain(`/${lang}/visitor-parking`);
});
