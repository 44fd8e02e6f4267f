/** One question of the printed form: boxes to tick or lines to write on, kept whole on one sheet. */
import { Say, type Said } from './said.tsx';

export interface PaperOption {
  readonly said: Said;
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
    {groups.map(({ heading, options }) => (
      <>
        {heading === undefined ? null : (
          <h3>
            <Say said={heading} />
          </h3>
        )}
        <ul>
          {options.map(({ said, sides = [] }) => (
            <li key={said.text}>
              <Say said={said} />
              {sides.map(({ lead, rest }) => (
                <small key={lead.text}>
                  <b>
                    <Say said={lead} />:
                  </b>{' '}
                  <Say said={rest} />
                </small>
              ))}
            </li>
          ))}
        </ul>
      </>
    ))}
    {Array.from({ length: lines }, (_, index) => (
      <hr key={index} />
    ))}
  </section>
);
