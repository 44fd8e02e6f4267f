/** What went wrong, that nothing is lost, and what to do: read out at once, and told by more than colour. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

export interface ProblemBoxProps {
  readonly title: Said;
  readonly what: Said;
  readonly nothingLost?: Said;
  /** For whoever helps the person. */
  readonly code?: Said;
  /** What to do: buttons or links. */
  readonly children?: ComponentChildren;
}

export const ProblemBox = ({ title, what, nothingLost, code, children }: ProblemBoxProps) => (
  <div class="problem" id="problem" role="alert" tabIndex={-1}>
    <Picture name="warning" />
    <div>
      <h2>
        <Say said={title} />
      </h2>
      <p>
        <Say said={what} />
      </p>
      {nothingLost === undefined ? null : (
        <p>
          <Say said={nothingLost} />
        </p>
      )}
      {children}
      {code === undefined ? null : (
        <p class="soft">
          <Say said={code} />
        </p>
      )}
    </div>
  </div>
);
