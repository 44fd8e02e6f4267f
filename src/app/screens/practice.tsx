/** A practice question for whoever listens: who decides? Said again until it is right; nobody counts it, and it can be left out. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppState } from '../state/app-state.ts';
import { Choices } from '../ui/choices.tsx';
import { Fold } from '../ui/fold.tsx';
import { Notice } from '../ui/notice.tsx';
import { WhoDecides } from '../ui/who-decides.tsx';
import { say } from './words.ts';

type Decider = 'you' | 'council' | 'computer';

const PICTURES = { you: 'talk', council: 'council', computer: 'screen' } as const;

/** What was said so far: the choice is let go again when it was another, so that the next try begins anew. */
const Question = ({ app }: { readonly app: AppState }) => {
  const t = app.texts.value;
  const [chosen, setChosen] = useState<Decider>();
  const [tries, setTries] = useState(0);
  const whole = useRef<HTMLDivElement>(null);
  // A try is answered by ear: kindly, with the sentence that says it, and the question once more.
  useEffect(() => {
    if (tries > 0 && whole.current) app.listening.peek()?.read(whole.current);
  }, [tries]);
  const choose = (decider: Decider): void => {
    setTries(tries + 1);
    setChosen(decider === 'council' ? decider : undefined);
  };
  if (chosen === 'council') {
    return (
      <div ref={whole}>
        <Notice said={say(t, 'practice.right')} icon="tick" />
      </div>
    );
  }
  return (
    <div class="list" ref={whole}>
      {tries === 0 ? <p>{t.text('practice.help')}</p> : <Notice said={say(t, 'practice.wrong')} icon="undo" />}
      {tries === 0 ? null : <WhoDecides tell={say(t, 'promise.you-tell')} decides={say(t, 'promise.council-decides')} />}
      {/* A new one for each try: none of it is chosen. */}
      <Choices
        key={tries}
        name="practice"
        legend={say(t, 'practice.ask')}
        items={(['you', 'council', 'computer'] as const).map((value) => ({ value, said: say(t, `practice.${value}`), picture: PICTURES[value] }))}
        value={chosen}
        onPick={choose}
      />
    </div>
  );
};

export const Practice = ({ app }: { readonly app: AppState }) =>
  app.preferences.value.listen || app.preferences.value.twoButtons ? (
    <Fold label={say(app.texts.value, 'practice.title')} picture="hands">
      <Question app={app} />
    </Fold>
  ) : null;
