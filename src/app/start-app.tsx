/** Brings the app to life over the page that is there. */
import { isLanguage } from '../domain/language.ts';
import type { Library } from '../store/library.ts';
import type { Outbox } from '../store/outbox.ts';
import { earlyPage } from './early-page.ts';
import { followHistory, followLinks } from './follow.ts';
import { isInsideAnotherApp } from './in-app-browser.ts';
import type { EarlyDraft } from './state/draft-keeper.ts';
import { mount } from './mount.tsx';
import { routeOf } from './route.ts';
import { makeActions, wearLook } from './state/actions.ts';
import { makeAppState, type AppState } from './state/app-state.ts';
import { makeHands } from './state/hands.ts';
import { loadTexts } from './state/locales.ts';
import { resume } from './state/resume.ts';

const DAY_LETTERS = 10;

export const startApp = async (library: Library, outbox: Outbox, early: EarlyDraft | undefined): Promise<void> => {
  const route = routeOf(location.pathname) ?? { screen: 'missing', lang: 'en' };
  const pageLanguage = document.documentElement.lang;
  const lang = 'lang' in route ? route.lang : isLanguage(pageLanguage) ? pageLanguage : 'en';
  let app: AppState;
  const { hands, begin } = makeHands(() => app, library, outbox);
  app = makeAppState(await loadTexts(lang), route, makeActions(() => app, hands));
  app.today.value = new Date(hands.env.now()).toISOString().slice(0, DAY_LETTERS);
  app.isInsideAnotherApp.value = isInsideAnotherApp(navigator.userAgent);

  const [fits, preferences] = await Promise.all([resume(app, hands, early, route), library.preferences().catch(() => app.preferences.value)]);
  early?.release();
  earlyPage()?.stop();
  const wantsToListen = document.querySelector<HTMLInputElement>('input[name=listen]')?.checked === true;
  mount(app, fits);
  // After the page that was prerendered for anyone has been taken over, and before a person can choose anything else.
  app.preferences.value = preferences;
  followLinks(app, hands);
  followHistory(app, hands);

  wearLook(app.preferences.value);
  if (wantsToListen) app.act.prefer({ listen: true });
  await begin();
};
