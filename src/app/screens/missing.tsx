/** Not there, still coming, or not to be had: said in words, with a way on. Never a blank page. */
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Row } from '../ui/row.tsx';
import { Problems } from './problems.tsx';
import { say } from './words.ts';

export const Missing = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  return (
    <main id="main" data-screen="missing">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('missing.title')}</h1>
        <p>{t.text('missing.help')}</p>
        <Row said={say(t, 'missing.home')} picture="talk" href={pathTo.conversations(t.lang)} />
      </div>
    </main>
  );
};

/** The name of the screen that is being fetched stands on it already, for whoever waits for it. */
export const Loading = ({ app, screen }: { readonly app: AppState; readonly screen: string }) => {
  const t = app.texts.value;
  return (
    <main id="main" data-screen={screen} aria-busy="true">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('loading.title')}</h1>
        <p>{t.text('loading.words')}</p>
      </div>
    </main>
  );
};

export const CouldNotLoad = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const load = app.load.value;
  return (
    <main id="main" data-screen="missing">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('problem.title')}</h1>
        <Problems app={app} problem={typeof load === 'object' ? load : null} />
        <Button label={say(t, 'problem.try-again')} look="full" onPick={() => app.act.tryAgain()} />
        <Row said={say(t, 'missing.home')} picture="talk" href={pathTo.conversations(t.lang)} />
      </div>
    </main>
  );
};
