/** Puts the studio's screens on the page and follows every change of screen, for the eye and for whoever hears the page. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { Page, Top } from './screens.tsx';
import type { Studio } from './studio.ts';

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};

/** Focus goes to the heading of a new screen, and the title says which it is. */
const followScreen = (studio: Studio): void => {
  let last = '';
  effect(() => {
    const name = `${studio.door.value} ${studio.screen.value}`;
    const { lang, text } = studio.texts.value;
    document.documentElement.lang = lang;
    requestAnimationFrame(() => {
      const heading = document.querySelector('h1');
      document.title = [heading?.textContent, text('name')].filter(Boolean).join(' · ');
      if (name === last) return;
      const isFirst = last === '';
      last = name;
      if (isFirst) return;
      scrollTo(0, 0);
      document.querySelector('.stop')?.scrollTo(0, 0);
      heading?.focus({ preventScroll: true });
    });
  });
};

export const mountStudio = (studio: Studio): void => {
  document.documentElement.dataset['script'] = '';
  render(<Top studio={studio} />, place('header'));
  render(<Page studio={studio} />, place('page'));
  followScreen(studio);
};
