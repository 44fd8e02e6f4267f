/** What stands around every staff page: title, way past the navigation, where one can go, and signing out. */
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { StaffContext } from './context.ts';
import { say, type StaffKey } from './words.ts';

export type Place = 'home' | 'listening' | 'replies' | 'parked' | 'take-back' | 'log' | 'studio';

const PLACES: readonly { readonly place: Place; readonly path: string; readonly words: StaffKey }[] = [
  { place: 'home', path: '/staff', words: 'nav.home' },
  { place: 'listening', path: '/staff/listening', words: 'nav.listening' },
  { place: 'replies', path: '/staff/replies', words: 'nav.replies' },
  { place: 'parked', path: '/staff/parked', words: 'nav.parked' },
  { place: 'take-back', path: '/staff/take-back', words: 'nav.take-back' },
  { place: 'log', path: '/staff/log', words: 'nav.log' },
  { place: 'studio', path: '/staff/studio', words: 'nav.studio' },
];

/** The project's own sign, as in the app: people in a circle, and the one whose turn it is. */
const Mark = () => (
  <svg class="mark" viewBox="0 0 40 40" aria-hidden="true">
    <path d="M32.4 24.5h.01M22.3 33.0h.01M10.7 29.3h.01M7.0 17.7h.01M15.5 7.6h.01" />
    <path class="turn" d="M21.5 18.5l1.5-6.3a8 8 0 1 1 4.8 4.8z" />
  </svg>
);

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40' fill='none' stroke='%237a2f8f' stroke-width='9' stroke-linecap='round'%3E%3Cpath d='M32.4 24.5h.01M22.3 33h.01M10.7 29.3h.01M7 17.7h.01M15.5 7.6h.01'/%3E%3Cpath fill='%23ffb81c' stroke='%2324183a' stroke-width='2' d='M21.5 18.5l1.5-6.3a8 8 0 1 1 4.8 4.8z'/%3E%3C/svg%3E";

const SignedIn = ({ who, here }: { readonly who: string; readonly here?: Place | undefined }) => (
  <div class="bar">
    <nav aria-label={say('nav.label')}>
      <ul>
        {PLACES.map(({ place, path, words }) => (
          <li>
            <a href={path} aria-current={place === here ? 'page' : undefined}>
              {say(words)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <form method="post" action="/staff/sign-out">
      <span class="who">{say('nav.who', { who })}</span>
      <button class="plain">{say('nav.sign-out')}</button>
    </form>
  </div>
);

export interface FrameProps {
  readonly title: string;
  /** Who is signed in; without one there is nowhere to go. */
  readonly who?: string | undefined;
  readonly here?: Place | undefined;
  /** A form came back with faults: the title says so first, for whoever hears it. */
  readonly isFaulty?: boolean;
  /** The one page that needs a script names it, and lets it in by a policy of its own. */
  readonly script?: string;
  readonly children?: Child;
}

const Frame = ({ title, who, here, isFaulty, script, children }: FrameProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex, nofollow" />
      <title>{`${isFaulty ? `${say('fault.title')}: ` : ''}${title} · ${say('name')}`}</title>
      <link rel="icon" href={ICON} />
      <link rel="stylesheet" href="/staff/staff.css" />
      {script === undefined ? null : <script src={script} type="module" />}
    </head>
    <body>
      <a class="skip" href="#main">
        {say('skip')}
      </a>
      <header>
        <a class="brand" href="/staff">
          <Mark />
          <span>{say('name')}</span>
        </a>
        {who === undefined ? null : <SignedIn who={who} here={here} />}
      </header>
      <main id="main" tabindex={-1}>
        {children}
      </main>
    </body>
  </html>
);

/** Answers with a whole page. */
export const show = (c: StaffContext, props: FrameProps, status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 500 = 200) =>
  c.html(html`<!doctype html>${(<Frame who={c.get('session')?.who} {...props} />)}`, status);
