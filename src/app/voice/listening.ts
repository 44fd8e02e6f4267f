/** What the screens know of hearing: whether there is a voice, what it is doing, and how to have it read. */
import type { ReadonlySignal } from '@preact/signals';
import type { PlayerState } from './player.ts';

/** Whether the voice lies on this phone: not, on its way (0 to 1), whole, or it could not be fetched whole. */
export type KeptVoice = 'no' | 'yes' | 'failed' | number;

export interface Listening {
  /** True once there is a voice for this page. No speaker sign shows before. */
  readonly canListen: ReadonlySignal<boolean>;
  readonly isComputer: ReadonlySignal<boolean>;
  readonly state: ReadonlySignal<PlayerState>;
  readonly kept: ReadonlySignal<KeptVoice>;
  /** All that this voice takes. */
  readonly bytes: ReadonlySignal<number>;
  /** The button: listen, pause, go on. A click that no finger, mouse or key made comes from a screen reader, which is asked first. */
  readonly press: (isVirtual: boolean) => void;
  readonly again: () => void;
  /** Reads this part of the page, to whoever has things read to them. */
  readonly read: (part: Element) => void;
  /** Falls silent at once, as before a recording. With `true` nothing at all is spoken until `false`. */
  readonly hush: (untilToldOtherwise?: boolean) => void;
  readonly keep: () => void;
  readonly remove: () => void;
}
