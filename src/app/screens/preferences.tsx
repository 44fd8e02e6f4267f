/** Preferences: how the person likes it, what is stored here and why, and a way to forget everything. */
import { useState } from 'preact/hooks';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Notice } from '../ui/notice.tsx';
import { Row } from '../ui/row.tsx';
import { pathTo } from '../route.ts';
import { Buttons, Hearing } from './hearing.tsx';
import { WhoChecked } from './checked-words.tsx';
import { ListenButton } from './listen.tsx';
import { Toasts } from './toasts.tsx';
import { say } from './words.ts';

declare const __VERSION__: string;

const MB = 1_048_576;
/** The sizes of letters have none: each is written in its own size. */
const PICTURES = { phone: 'device', more: 'contrast', light: 'sun', dark: 'moon' } as const;

const Look = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const mine = app.preferences.value;
  return (
    <>
      <Choices
        name="size"
        legend={say(t, 'preferences.size')}
        items={(['normal', 'large', 'largest'] as const).map((value) => ({ value, said: say(t, `preferences.size.${value}`) }))}
        value={mine.size}
        onPick={(size) => app.act.prefer({ size })}
      />
      <Choices
        name="contrast"
        legend={say(t, 'preferences.contrast')}
        items={(['phone', 'more'] as const).map((value) => ({ value, said: say(t, `preferences.contrast.${value}`), picture: PICTURES[value] }))}
        value={mine.contrast}
        onPick={(contrast) => app.act.prefer({ contrast })}
      />
      <Choices
        name="light"
        legend={say(t, 'preferences.light')}
        items={(['phone', 'light', 'dark'] as const).map((value) => ({ value, said: say(t, `preferences.light.${value}`), picture: PICTURES[value] }))}
        value={mine.light}
        onPick={(light) => app.act.prefer({ light })}
      />
    </>
  );
};

const Stored = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const { usedBytes, promised } = app.space.value;
  const [isSure, setSure] = useState(false);
  return (
    <section>
      <h2>{t.text('preferences.stored')}</h2>
      <p>{t.text('preferences.stored.why')}</p>
      <p>
        {usedBytes > 0 ? t.text('preferences.size-used', { mb: Math.ceil(usedBytes / MB) }) : ''}{' '}
        {t.text(promised ? 'preferences.safe-from-cleaning' : 'preferences.may-be-cleared')}
      </p>
      {app.waiting.value > 0 ? <Notice said={say(t, 'preferences.waiting', { count: app.waiting.value })} icon="device" /> : null}
      {isSure ? (
        <Notice said={say(t, 'preferences.forget.sure')} icon="warning">
          <Button label={say(t, 'preferences.forget.no')} onPick={() => setSure(false)} look="full" />
          <Button
            label={say(t, 'preferences.forget.yes')}
            icon="bin"
            look="outline"
            onPick={() => {
              setSure(false);
              app.act.forget();
            }}
          />
        </Notice>
      ) : (
        <Button label={say(t, 'preferences.forget')} icon="bin" look="outline" onPick={() => setSure(true)} />
      )}
    </section>
  );
};

const Checked = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  return (
    <section>
      <h2>{t.text('preferences.words')}</h2>
      <WhoChecked texts={t} />
      <p class="soft">{t.text('preferences.version', { version: __VERSION__ })}</p>
    </section>
  );
};

export const Preferences = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  return (
    <main id="main" data-screen="preferences">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('preferences.title')}</h1>
        <Toasts app={app} />
        <ListenButton app={app} />
        <Hearing app={app} />
        <Buttons app={app} />
        <Look app={app} />
        <Stored app={app} />
        <Checked app={app} />
        <Row said={say(t, 'missing.home')} picture="talk" href={pathTo.conversations(t.lang)} />
      </div>
    </main>
  );
};
