/** Welcome: nothing to read but the languages' own names, each row one target, and a person to talk to. */
import { useState } from 'preact/hooks';
import { LANGUAGE_NAMES, LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { VOICE_NAMES, type Voice } from '../../domain/voice.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Option } from '../ui/option.tsx';
import { Picture } from '../ui/picture.tsx';
import { Row } from '../ui/row.tsx';
import { Say } from '../ui/said.tsx';
import { badgeAt } from '../ui/shape.tsx';

/** "Talk to a person" in every language, since nobody has chosen one yet. Written here, checked with the locales. */
export type TalkWords = Readonly<Record<Language, { readonly talk: string; readonly title: string; readonly listen: string; readonly likeThis: string; readonly computer: string }>>;

const BENGALI = { text: LANGUAGE_NAMES.bn, lang: 'bn' } as const;
const SYLHETI = { text: VOICE_NAMES.syl, lang: 'syl' } as const;

/** Bengali words in two voices: once people have spoken Sylheti it is asked by ear, "like this, or like this?". */
const LikeThis = ({ app, talk }: { readonly app: AppState; readonly talk: TalkWords }) => {
  const [computers, setComputers] = useState<readonly Voice[]>([]);
  const row = (voice: 'bn' | 'syl', index: number) => (
    <Row
      said={voice === 'bn' ? BENGALI : SYLHETI}
      {...(computers.includes(voice) ? { details: [{ text: talk.bn.computer, lang: 'bn' }] } : {})}
      picture="listen"
      badge={badgeAt(index)}
      href={pathTo.conversations('bn')}
      onPick={() => app.act.prefer({ voice: voice === 'bn' ? null : voice })}
    />
  );
  return (
    <details
      class="fold"
      onToggle={(event) => {
        const [bengali, sylheti] = event.currentTarget.querySelectorAll('a.row');
        if (event.currentTarget.open && bengali && sylheti) void app.listening.value?.compare([['bn', bengali], ['syl', sylheti]]).then(setComputers);
      }}
    >
      <summary class="row">
        <span class="big">
          <Say said={BENGALI} /> / <Say said={SYLHETI} />
        </span>
        <Picture name="down" />
      </summary>
      <div>
        <p lang="bn">{talk.bn.likeThis}</p>
        {row('bn', 0)}
        {row('syl', 1)}
      </div>
    </details>
  );
};

/** Until then whoever speaks Sylheti finds the way to a person who can be called. */
const BengaliRow = ({ app, talk }: { readonly app: AppState; readonly talk: TalkWords }) =>
  app.listening.value?.offered.value.includes('syl') ? (
    <LikeThis app={app} talk={talk} />
  ) : (
    <div class="pair">
      <Row said={BENGALI} href={pathTo.conversations('bn')} />
      <Row said={SYLHETI} picture="phone" href={pathTo.plain('bn', 'help')} />
    </div>
  );

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
        lang === 'bn' ? <BengaliRow key={lang} app={app} talk={talk} /> : <Row key={lang} said={{ text: LANGUAGE_NAMES[lang], lang }} href={pathTo.conversations(lang)} />
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
