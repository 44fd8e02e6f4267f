/** Puts the screens on the page, over what was prerendered where that fits, and follows every change of screen. */
import { effect, untracked } from '@preact/signals';
import { hydrate, render, type ComponentChild } from 'preact';
import { Bottom, Page, Top } from './app.tsx';
import type { AppState } from './state/app-state.ts';

declare const __LOOK__: string;

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};

/** Hydrating keeps the very controls that somebody may be typing in; it is for markup made by these same screens only. */
const put = (what: ComponentChild, where: HTMLElement, fits: boolean): void => {
  if (fits) return hydrate(what, where);
  where.replaceChildren();
  render(what, where);
};

/** What makes a screen another one: focus goes to its heading, and the title says which it is. */
const nameOf = (app: AppState): string => {
  const route = app.route.value;
  const stop = app.interview.value?.stop.value;
  return [route.screen, 'pack' in route ? route.pack : '', stop?.place ?? '', app.finished.value ? 'done' : '', app.load.value === 'loading' ? 'loading' : ''].join(' ');
};

const followScreen = (app: AppState): void => {
  let last = nameOf(app);
  effect(() => {
    const name = nameOf(app);
    document.documentElement.lang = app.texts.value.lang;
    // After Preact has put the screen up, which it does in a microtask of its own.
    requestAnimationFrame(() => {
      const heading = document.querySelector('h1');
      document.title = [heading?.textContent, untracked(() => app.texts.value.text('name'))].filter(Boolean).join(' · ');
      if (name === last || name.endsWith('loading')) return;
      last = name;
      scrollTo(0, 0);
      document.querySelector('.stop')?.scrollTo(0, 0);
      heading?.focus({ preventScroll: true });
    });
  });
};

/** A problem must be met, not passed by: the focus goes to it. */
const followProblems = (app: AppState): void =>
  void effect(() => {
    if (app.interview.value?.problem.value ?? app.problem.value) requestAnimationFrame(() => document.getElementById('problem')?.focus());
  });

export const mount = (app: AppState, fits: boolean): void => {
  const page = place('page');
  const isOurs = page.querySelector('main')?.dataset['look'] === __LOOK__ && document.documentElement.lang === app.texts.value.lang;
  // The header is the same whatever has been said so far: whoever has stepped into it by keyboard stays there.
  put(<Top app={app} />, place('header'), isOurs);
  put(<Page app={app} />, page, isOurs && fits);
  put(<Bottom app={app} />, place('more'), false);
  delete document.documentElement.dataset['resuming'];
  followScreen(app);
  followProblems(app);
};
