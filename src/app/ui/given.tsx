/** One answer read back on the review and in "what I have answered": the question, what was said, a way to change it. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';
import { Shape, type Badge } from './shape.tsx';
import { Stairs, type StairsProps } from './stairs.tsx';

export interface GivenLine {
  readonly said: Said;
  readonly picture?: Drawn;
  /** The same badge that the option had, so that it is known again. */
  readonly badge?: Badge;
  /** The step of a scale, drawn as it was on the question. */
  readonly stairs?: StairsProps;
}

const Sign = ({ picture, badge, stairs }: GivenLine) => {
  if (stairs !== undefined) return <Stairs {...stairs} />;
  if (badge === undefined) return <Picture name="tick" />;
  return <Shape badge={badge} {...(picture === undefined ? {} : { picture })} />;
};

export interface GivenProps {
  /** Names the heading, for `describedBy` of the button. */
  readonly id: string;
  readonly ask: Said;
  readonly lines: readonly GivenLine[];
  /** A person's own words, shown as they were typed. */
  readonly words?: Said;
  /** What they said aloud, to be heard. */
  readonly spoken?: ComponentChildren;
  /** Skipped, or rather not said. */
  readonly passed?: Said;
  /** A `<Button>` to change it. */
  readonly children?: ComponentChildren;
}

export const Given = ({ id, ask, lines, words, spoken, passed, children }: GivenProps) => (
  <section class="given" aria-labelledby={id}>
    <h2 id={id}>
      <Say said={ask} />
    </h2>
    {lines.length === 0 ? null : (
      <ul>
        {lines.map((line) => (
          <li key={line.said.text}>
            <Sign {...line} />
            <span>
              <Say said={line.said} />
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
    {spoken}
    {passed === undefined ? null : (
      <p class="soft">
        <Say said={passed} />
      </p>
    )}
    {children}
  </section>
);
