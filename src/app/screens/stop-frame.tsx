/** What every stop of an interview has: one form, one way on, a way back, and whatever stands in the way. */
import type { ComponentChildren } from 'preact';
import { versionName } from '../../domain/pack.ts';
import type { AppState } from '../state/app-state.ts';
import type { Interview } from '../state/interview.ts';
import { Dock } from '../ui/dock.tsx';
import { pathTo } from '../route.ts';
import type { Said } from '../ui/said.tsx';
import { isTo } from '../voice/speaking.ts';
import { hasLoose, isTaking } from './speak.tsx';
import { listenFor } from './listen.tsx';
import { Problems } from './problems.tsx';
import { Toasts } from './toasts.tsx';
import { say } from './words.ts';

interface StopFrameProps {
  readonly app: AppState;
  readonly interview: Interview;
  readonly screen: string;
  /** Its own for every step, so that a test from outside can tell them apart. */
  readonly question: string;
  /** What the first script must know to read the form: the question's kind, and its scale. */
  readonly asked?: { readonly kind: string; readonly scale?: string };
  readonly go: Said;
  readonly children: ComponentChildren;
}

export const StopFrame = ({ app, interview, screen, question, asked, go, children }: StopFrameProps) => {
  const t = app.texts.value;
  const isFirst = interview.stop.value.screen === 'promise';
  const { pack } = interview;
  const stop = interview.stop.value;
  const isLoose = hasLoose(app, (to) => (stop.screen === 'support' ? to.part === 'support' : 'question' in stop && isTo(to, { part: 'answers', q: stop.question.id })));
  const isOff = isTaking(app);
  const way = isLoose ? say(t, 'dock.keep-go-on') : go;
  return (
    <main
      id="main"
      data-screen={screen}
      data-question={question}
      data-pack={pack.id}
      data-version={versionName(pack.version)}
      {...(asked === undefined ? {} : { 'data-kind': asked.kind })}
      {...(asked?.scale === undefined ? {} : { 'data-scale': asked.scale })}
    >
      {/* A native submit of method "dialog" sends nothing anywhere, script or no script. */}
      <form
        method="dialog"
        noValidate
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (isOff) return;
          app.speaking.value?.keepAll();
          interview.goOn();
        }}
      >
        <div class="stop">
          <Problems app={app} problem={interview.problem.value} />
          <Toasts app={app} />
          {children}
        </div>
        <Dock
          isOff={isOff}
          listen={listenFor(app)}
          go={{ label: interview.busy.value ? say(t, 'dock.wait') : way, isBusy: interview.busy.value }}
          back={isFirst ? { label: say(t, 'dock.back'), href: pathTo.conversations(t.lang) } : { label: say(t, 'dock.back'), onBack: () => interview.back() }}
        />
      </form>
    </main>
  );
};
