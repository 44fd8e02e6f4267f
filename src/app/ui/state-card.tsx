/** Where the answers are now, said honestly: each state has a picture and a border of its own. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';

export type CardState = 'device' | 'received' | 'durable';

const PICTURE: Readonly<Record<CardState, Drawn>> = { device: 'device', received: 'received', durable: 'durable' };

export interface StateCardProps {
  readonly state: CardState;
  readonly said: Said;
  readonly detail?: Said;
  /** How many recordings are on this phone only. */
  readonly clipsWaiting?: number | undefined;
  /** Something else than the answers, such as a wish to be told: it bears no `data-delivery`. */
  readonly isAside?: boolean;
  readonly children?: ComponentChildren;
}

export const StateCard = ({ state, said, detail, clipsWaiting, isAside = false, children }: StateCardProps) => (
  <div class={`state ${state}`} {...(isAside ? {} : { 'data-delivery': state, ...(clipsWaiting === undefined ? {} : { 'data-clips-waiting': clipsWaiting }) })}>
    <Picture name={PICTURE[state]} />
    <div>
      <p class="strong">
        <Say said={said} />
      </p>
      {detail === undefined ? null : (
        <p>
          <Say said={detail} />
        </p>
      )}
      {children}
    </div>
  </div>
);
