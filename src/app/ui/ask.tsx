/** The heading of a stop and the line below it. On a new screen the focus goes here. */
import { langOf, Say, type Said } from './said.tsx';

export interface AskProps {
  readonly said: Said;
  readonly help?: Said;
  /** The help line's id is the same with `-help`. */
  readonly id?: string;
}

export const Ask = ({ said, help, id = 'ask' }: AskProps) => (
  <>
    <h1 id={id} tabIndex={-1} {...langOf(said)}>
      {said.text}
    </h1>
    {help === undefined ? null : (
      <p class="help" id={`${id}-help`}>
        <Say said={help} />
      </p>
    )}
  </>
);
