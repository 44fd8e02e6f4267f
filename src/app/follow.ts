/** Follows links and the browser's own back and forward without leaving the page: sound and drafts go on. */
import { currentEntry, pushEntry, replaceEntry, type Entry } from './history.ts';
import { inLanguage, routeOf } from './route.ts';
import { goTo, type Hands } from './state/actions.ts';
import type { AppState } from './state/app-state.ts';

const ourLink = (event: MouseEvent): HTMLAnchorElement | undefined => {
  const link = (event.target as Element | null)?.closest?.('a');
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute('download') || link.hash) return undefined;
  return link.origin === location.origin && routeOf(link.pathname) ? link : undefined;
};

export const followLinks = (app: AppState, hands: Hands): void =>
  document.addEventListener('click', (event) => {
    const link = ourLink(event);
    if (!link) return;
    event.preventDefault();
    app.toast.value = null;
    app.problem.value = null;
    pushEntry(link.pathname);
    void goTo(app, hands, link.pathname);
  });

export const followHistory = (app: AppState, hands: Hands): void =>
  addEventListener('popstate', (event) => {
    const { place }: Entry = { ...currentEntry(), ...(event.state as Entry | null) };
    const route = routeOf(location.pathname);
    const interview = app.interview.value;
    const isHere = route?.screen === 'pack' && interview?.pack.id === route.pack;
    if (!isHere || place === 'done') return void goTo(app, hands, location.pathname);
    interview.show(place ?? 'promise');
    // The entry may be from before another language was chosen: the one chosen last stays.
    replaceEntry(inLanguage(route, app.texts.value.lang), currentEntry());
  });
