/** A big row, the whole of it one target: a language, a conversation, a way to take part. */
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';
import { Shape, type Badge } from './shape.tsx';

export interface RowProps {
  readonly said: Said;
  /** Smaller lines beneath. */
  readonly details?: readonly Said[];
  /** A word on its corner, such as "Example". */
  readonly tag?: Said;
  readonly picture?: Drawn;
  /** Puts the picture on a coloured shape. */
  readonly badge?: Badge;
  /** One of the two. */
  readonly href?: string;
  readonly onPick?: () => void;
}

const Inside = ({ said, details = [], tag, picture, badge }: RowProps) => (
  <>
    {badge !== undefined ? (
      <Shape badge={badge} {...(picture === undefined ? {} : { picture })} />
    ) : picture !== undefined ? (
      <Picture name={picture} />
    ) : null}
    <span>
      {tag === undefined ? null : (
        <b class="tag">
          <Say said={tag} />
        </b>
      )}
      <span class="big">
        <Say said={said} />
      </span>
      {details.map((detail) => (
        <small key={detail.text}>
          <Say said={detail} />
        </small>
      ))}
    </span>
    <Picture name="go" />
  </>
);

export const Row = (props: RowProps) =>
  props.href === undefined ? (
    <button type="button" class="row" onClick={() => props.onPick?.()}>
      <Inside {...props} />
    </button>
  ) : (
    <a class="row" href={props.href} {...(props.onPick === undefined ? {} : { onClick: props.onPick })}>
      <Inside {...props} />
    </a>
  );
