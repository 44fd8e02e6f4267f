/** One thing that may happen in a plan: how likely it is, how long it lasts, and what it does to the stage. */
import type { Stage, StageDevice } from '../stage.ts';

export interface Happening {
  readonly stage: Stage;
  readonly device: StageDevice;
  /** Its number. */
  readonly on: number;
  readonly ms: number;
  readonly n: number;
  readonly salt: number;
}

export interface Event {
  /** How often it is drawn, beside the others of its table. */
  readonly weight: number;
  /** How long it lasts or how far it goes, in milliseconds: least and most. */
  readonly ms?: readonly [number, number];
  /** How many: least and most. */
  readonly n?: readonly [number, number];
  readonly run: (happening: Happening) => void;
}
export type Events = Readonly<Record<string, Event>>;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
