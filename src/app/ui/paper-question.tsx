/** One question of the printed form: boxes to tick or lines to write on, kept whole on one sheet. */
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';
import { Shape, type Badge } from './shape.tsx';
import { Stairs, type StairsProps } from './stairs.tsx';

export interface PaperOption {
  readonly said: Said;
  /** The same sign as on the screen, so that a helper can say "the round one". */
  readonly picture?: Drawn;
  readonly badge?: Badge;
  readonly stairs?: StairsProps;
  /** What speaks for it, against it, and whom it touches. */
  readonly sides?: readonly { readonly lead: Said; readonly rest: Said }[];
}

export interface PaperQuestionProps {
  readonly number: number;
  readonly ask: Said;
  /** "Only if you ticked ...". */
  readonly condition?: Said;
  readonly help?: Said;
  /** "Tick one." */
  readonly how?: Said;
  readonly groups: readonly { readonly heading?: Said; readonly options: readonly PaperOption[] }[];
  /** Ruled lines to write on. */
  readonly lines?: number;
}

const OneOption = ({ said, picture, badge, stairs, sides = [] }: PaperOption) => (
  <li>
    {badge === undefined ? null : <Shape badge={badge} {...(picture === undefined ? {} : { picture })} />}
    {stairs === undefined ? null : <Stairs {...stairs} />}
    <div>
      <Say said={said} />
      {sides.map(({ lead, rest }) => (
        <small key={lead.text}>
          <b>
            <Say said={lead} />:
          </b>{' '}
          <Say said={rest} />
        </small>
      ))}
    </div>
  </li>
);

export const PaperQuestion = ({ number, ask, condition, help, how, groups, lines = 0 }: PaperQuestionProps) => (
  <section class="paper-question">
    {condition === undefined ? null : (
      <p class="soft">
        <Say said={condition} />
      </p>
    )}
    <h2>
      {number}. <Say said={ask} />
    </h2>
    {[help, how].map((line) =>
      line === undefined ? null : (
        <p key={line.text}>
          <Say said={line} />
        </p>
      ),
    )}
    <div class={groups.length > 2 ? 'grouped' : undefined}>
      {groups.map(({ heading, options }) => (
        <div key={heading?.text}>
          {heading === undefined ? null : (
            <h3>
              <Say said={heading} />
            </h3>
          )}
          <ul>
            {options.map((option) => (
              <OneOption key={option.said.text} {...option} />
            ))}
          </ul>
        </div>
      ))}
    </div>
    {Array.from({ length: lines }, (_, index) => (
      <hr key={index} />
    ))}
  </section>
);
