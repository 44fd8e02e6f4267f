/** Something to know before going on; never an error. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';

export interface NoticeProps {
  readonly said: Said;
  readonly icon?: Drawn;
  /** Buttons or links about it. */
  readonly children?: ComponentChildren;
}

export const Notice = ({ said, icon = 'info', children }: NoticeProps) => (
  <div class="notice">
    <Picture name={icon} />
    <div>
      <p>
        <Say said={said} />
      </p>
      {children}
    </div>
  </div>
);
