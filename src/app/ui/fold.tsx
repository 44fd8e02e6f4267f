/** Something more to read, for whoever wants it; native, so it opens before any script. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';

export interface FoldProps {
  readonly label: Said;
  /** With a picture it is a row like those that lead somewhere, with a smaller line beneath. */
  readonly picture?: Drawn;
  readonly detail?: Said;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

const AsRow = ({ label, picture, detail }: Pick<FoldProps, 'label' | 'detail'> & { readonly picture: Drawn }) => (
  <summary class="row">
    <Picture name={picture} />
    <span>
      <span class="big">
        <Say said={label} />
      </span>
      {detail === undefined ? null : (
        <small>
          <Say said={detail} />
        </small>
      )}
    </span>
    <Picture name="down" />
  </summary>
);

export const Fold = ({ label, picture, detail, isOpen = false, children }: FoldProps) => (
  <details class="fold" open={isOpen}>
    {picture === undefined ? (
      <summary>
        <Picture name="down" />
        <span>
          <Say said={label} />
        </span>
      </summary>
    ) : (
      <AsRow label={label} picture={picture} {...(detail === undefined ? {} : { detail })} />
    )}
    <div>{children}</div>
  </details>
);
