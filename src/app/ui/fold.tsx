/** Something more to read, for whoever wants it; native, so it opens before any script. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

export interface FoldProps {
  readonly label: Said;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

export const Fold = ({ label, isOpen = false, children }: FoldProps) => (
  <details class="fold" open={isOpen}>
    <summary>
      <Picture name="down" />
      <span>
        <Say said={label} />
      </span>
    </summary>
    <div>{children}</div>
  </details>
);
