/** Which screen shows: one place that knows all of them. */
import type { AppState } from './state/app-state.ts';
import { inLanguage, pathTo } from './route.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../domain/language.ts';
import { listenItems } from './screens/listen.tsx';
import { AboutYou } from './screens/about-you.tsx';
import { ByCode } from './screens/by-code.tsx';
import { Conversations } from './screens/conversations.tsx';
import { Done } from './screens/done.tsx';
import { Help } from './screens/help.tsx';
import { CouldNotLoad, Loading, Missing } from './screens/missing.tsx';
import { MyAnswers } from './screens/my-answers.tsx';
import { Preferences } from './screens/preferences.tsx';
import { Promise } from './screens/promise.tsx';
import { Question } from './screens/question.tsx';
import { Replies } from './screens/replies.tsx';
import { Review } from './screens/review.tsx';
import { Support } from './screens/support.tsx';
import { TALK } from './screens/talk-words.ts';
import { Welcome } from './screens/welcome.tsx';
import { say } from './screens/words.ts';
import { Header } from './ui/header.tsx';
import { More, type MoreItem } from './ui/more.tsx';

const Stop = ({ app }: { readonly app: AppState }) => {
  const interview = app.interview.value;
  if (app.finished.value) return <Done app={app} finished={app.finished.value} />;
  if (interview === null) return <Loading app={app} screen="promise" />;
  const stop = interview.stop.value;
  // Keyed by place: nothing that one stop's controls hold may show at the next.
  switch (stop.screen) {
    case 'promise':
      return <Promise key={stop.place} app={app} interview={interview} />;
    case 'support':
      return <Support key={stop.place} app={app} interview={interview} />;
    case 'question':
      return <Question key={stop.place} app={app} interview={interview} stop={stop} />;
    case 'about-you':
      return <AboutYou key={stop.place} app={app} interview={interview} stop={stop} />;
    case 'review':
      return <Review key={stop.place} app={app} interview={interview} />;
  }
};

export const Page = ({ app }: { readonly app: AppState }) => {
  const route = app.route.value;
  const load = app.load.value;
  if (typeof load === 'object') return load.code === 'not-found' ? <Missing app={app} /> : <CouldNotLoad app={app} />;
  switch (route.screen) {
    case 'welcome':
      return <Welcome talk={TALK} app={app} />;
    case 'pack':
      return load === 'loading' ? <Loading app={app} screen="promise" /> : <Stop app={app} />;
    case 'missing':
      return <Missing app={app} />;
    case 'conversations':
      return <Conversations app={app} />;
    case 'my-answers':
      return <MyAnswers app={app} />;
    case 'replies':
      return <Replies app={app} />;
    case 'preferences':
      return <Preferences app={app} />;
    case 'help':
      return <Help app={app} />;
    case 'take-back':
      return <ByCode app={app} />;
  }
};

/** What stands inside the shell's `<header>`. */
export const Top = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const route = app.route.value;
  return (
    <Header
      homeHref={pathTo.welcome()}
      name={say(t, 'name')}
      skip={say(t, 'skip-to-content')}
      chooseLabel={say(t, 'language.choose')}
      languages={
        route.screen === 'welcome'
          ? []
          : LANGUAGES.map((lang) => ({ lang, name: LANGUAGE_NAMES[lang], href: inLanguage(route, lang), isCurrent: lang === t.lang }))
      }
      onLanguage={(lang) => app.act.language(lang as Language)}
    />
  );
};

/** One stop back; from the first one to the conversations. */
const goBack = (app: AppState): void => {
  const interview = app.interview.value;
  if (interview?.stop.value.screen === 'promise') app.act.go(pathTo.conversations(app.texts.value.lang));
  else interview?.back();
};

const stopItems = (app: AppState): readonly MoreItem[] => {
  const t = app.texts.value;
  if (app.interview.value === null || app.finished.value !== null || app.route.value.screen !== 'pack') return [];
  return [
    // With two buttons the dock has no stop of its own for going back.
    ...(app.preferences.value.twoButtons ? [{ icon: 'back', label: say(t, 'dock.back'), onPick: () => goBack(app) } as const] : []),
    { icon: 'kept', label: say(t, 'more.stop-keep'), help: say(t, 'more.stop-keep.help'), onPick: () => app.act.stopAndKeep() },
    { icon: 'bin', label: say(t, 'more.stop-delete'), onPick: () => app.act.stopAndDelete() },
  ];
};

/** What else can be done from here; last in the order of stops. */
export const Bottom = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  if (app.route.value.screen === 'welcome') return null;
  return (
    <More
      label={say(t, 'more.open')}
      items={[
        ...stopItems(app),
        ...listenItems(app),
        { icon: 'home', label: say(t, 'more.home'), href: pathTo.conversations(t.lang) },
        { icon: 'ticket', label: say(t, 'more.mine'), href: pathTo.plain(t.lang, 'my-answers') },
        { icon: 'reply', label: say(t, 'more.replies'), href: pathTo.plain(t.lang, 'replies') },
        { icon: 'letters', label: say(t, 'more.preferences'), href: pathTo.plain(t.lang, 'preferences') },
        { icon: 'help', label: say(t, 'more.help'), href: pathTo.plain(t.lang, 'help') },
      ]}
    />
  );
};
