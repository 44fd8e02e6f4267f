/** One answer read back on the review and in "what I have answered": the question, what was said, a way to change it. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';
import { Shape, type Badge } from './shape.tsx';

export interface GivenLine {
  readonly said: Said;
  readonly picture?: Drawn;
  /** The same badge that the option had, so that it is known again. */
  readonly badge?: Badge;
}

export interface GivenProps {
  /** Names the heading, for `describedBy` of the button. */
  readonly id: string;
  readonly ask: Said;
  readonly lines: readonly GivenLine[];
  /** A person's own words, shown as they were typed. */
  readonly words?: Said;
  /** Skipped, or rather not said. */
  readonly passed?: Said;
  /** A `<Button>` to change it. */
  readonly children?: ComponentChildren;
}

export const Given = ({ id, ask, lines, words, passed, children }: GivenProps) => (
  <section class="given" aria-labelledby={id}>
    <h2 id={id}>
      <Say said={ask} />
    </h2>
    {lines.length === 0 ? null : (
      <ul>
        {lines.map(({ said, picture, badge }) => (
          <li key={said.text}>
            {badge === undefined ? <Picture name="tick" /> : <Shape badge={badge} {...(picture === undefined ? {} : { picture })} />}
            <span>
              <Say said={said} />
            </span>
          </li>
        ))}
      </ul>
    )}
    {words === undefined ? null : (
      <blockquote dir="auto">
        <Say said={words} />
      </blockquote>
    )}
    {passed === undefined ? null : (
      <p class="soft">
        <Say said={passed} />
      </p>
    )}
    {children}
  </section>
);
