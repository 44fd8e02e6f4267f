/** Which screen of the studio shows: one place that knows all of them. */
import type { ComponentType } from 'preact';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../domain/language.ts';
import { STUDIO } from '../../domain/studio.ts';
import { Header } from '../ui/header.tsx';
import { Agree } from './screens/agree.tsx';
import { Approve } from './screens/approve.tsx';
import { DoorScreen } from './screens/door.tsx';
import { Home } from './screens/home.tsx';
import { People } from './screens/people.tsx';
import { Share } from './screens/share.tsx';
import { Speak } from './screens/speak.tsx';
import type { ScreenName } from './screen-names.ts';
import type { ScreenProps } from './studio.ts';
import { say } from './say.ts';
import { Words } from './words.tsx';

/** To add one: its name in screen-names.ts, a line here, and a row in screens/home.tsx that leads to it. */
const SCREENS: Readonly<Record<ScreenName, ComponentType<ScreenProps>>> = {
  home: Home,
  agree: Agree,
  speak: Speak,
  approve: Approve,
  share: Share,
  people: People,
  words: Words,
};

export const Page = ({ studio }: ScreenProps) => {
  if (studio.door.value !== 'in') return <DoorScreen studio={studio} />;
  const Screen = SCREENS[studio.screen.value];
  return <Screen studio={studio} />;
};

/** What stands inside `<header>`. */
export const Top = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  return (
    <Header
      homeHref={STUDIO.page}
      name={say(t, 'name')}
      skip={say(t, 'skip-to-content')}
      chooseLabel={say(t, 'language.choose')}
      languages={LANGUAGES.map((lang) => ({ lang, name: LANGUAGE_NAMES[lang], href: `${STUDIO.page}?lang=${lang}`, isCurrent: lang === t.lang }))}
      onLanguage={(lang) => void studio.language(lang as Language)}
    />
  );
};
