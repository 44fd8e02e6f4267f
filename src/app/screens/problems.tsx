/** A coded problem in the person's language: what happened, that nothing is lost, what to do. */
import type { Problem } from '../../domain/problem.ts';
import { pathTo } from '../route.ts';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import { said, say } from './words.ts';

/** A browser that keeps nothing can't be said to have lost nothing. */
const MAY_BE_LOST = new Set(['storage-refused', 'phone-full', 'recording-full']);

export const Problems = ({ app, problem }: { readonly app: AppState; readonly problem: Problem | null }) => {
  if (problem === null) return null;
  const t = app.texts.value;
  return (
    <ProblemBox
      title={say(t, 'problem.title')}
      what={said(t.problem(problem.code))}
      {...(MAY_BE_LOST.has(problem.code) ? {} : { nothingLost: say(t, 'problem.nothing-lost') })}
      code={say(t, 'problem.code', { code: problem.code })}
    >
      <Button label={say(t, 'problem.open-help')} href={pathTo.plain(t.lang, 'help')} look="outline" />
    </ProblemBox>
  );
};
