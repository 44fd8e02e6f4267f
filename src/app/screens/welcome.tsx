/** Welcome: nothing to read but the languages' own names, each row one target, and a person to talk to. */
import { LANGUAGE_NAMES, LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Option } from '../ui/option.tsx';
import { Row } from '../ui/row.tsx';

/** "Talk to a person" in every language, since nobody has chosen one yet. Written here, checked with the locales. */
export type TalkWords = Readonly<Record<Language, { readonly talk: string; readonly title: string; readonly listen: string }>>;

export const Welcome = ({ talk, app }: { readonly talk: TalkWords; readonly app: AppState }) => (
  <main id="main" data-screen="welcome">
    <h1 class="visually-hidden" tabIndex={-1}>
      {LANGUAGES.map((lang, index) => (
        <span key={lang} lang={lang}>
          {index > 0 ? ' · ' : ''}
          {talk[lang].title}
        </span>
      ))}
    </h1>
    <div class="stop list">
      {LANGUAGES.map((lang) => (
        <Row key={lang} said={{ text: LANGUAGE_NAMES[lang], lang }} href={pathTo.conversations(lang)} />
      ))}
      {/* A native box: it can be ticked before any script has come, and the tap on a language then lets the voice begin. */}
      <div class="said-thrice">
        <Option
          type="checkbox"
          name="listen"
          value="all"
          picture="listen"
          badge={{ shape: 'circle', tone: 'plum' }}
          said={{ text: talk.en.listen, lang: 'en' }}
          details={LANGUAGES.slice(1).map((lang) => ({ text: talk[lang].listen, lang }))}
          isChosen={app.preferences.value.listen}
          onChoose={(listen) => app.act.prefer?.({ listen })}
        />
      </div>
      <Row
        said={{ text: talk.en.talk, lang: 'en' }}
        details={LANGUAGES.slice(1).map((lang) => ({ text: talk[lang].talk, lang }))}
        picture="phone"
        href={pathTo.plain('en', 'help')}
      />
    </div>
  </main>
);
