/**
 * The first script, inside the page itself: it turns the first stops over before anything else has loaded, so that
 * a person on a slow link can begin at once. It keeps every stop that was left, for the app reads them when it comes.
 */
import type { EarlyPage } from './early-page.ts';

const root = document.documentElement;
const early: EarlyPage = { stops: [], at: 0, wanted: false, stop: () => document.removeEventListener('submit', turn) };
(window as unknown as { early: EarlyPage }).early = early;
root.dataset['script'] = '';

try {
  // Letters' size, contrast and light before the first paint; the rest of what a person prefers comes with the app.
  Object.assign(root.dataset, JSON.parse(localStorage.getItem('our-turn-look') ?? '{}'));
} catch {
  // No storage: the page looks as it does for anyone.
}
// In the middle of an interview the app puts the right stop up; the first one would only flash by.
if ((history.state as { place?: string } | null)?.place) root.dataset['resuming'] = '';

function turn(event: Event): void {
  event.preventDefault();
  const page = document.getElementById('page');
  const current = page?.querySelector('main');
  const next = page?.querySelector('template');
  if (!page || !current) return;
  if (!next) {
    // Nothing further is here yet: the app goes on from this stop as soon as it has come.
    early.wanted = true;
    current.setAttribute('aria-busy', 'true');
    return;
  }
  early.stops.push(current);
  current.replaceWith(next.content);
  next.remove();
  page.querySelector('h1')?.focus();
  scrollTo(0, 0);
}
document.addEventListener('submit', turn);
