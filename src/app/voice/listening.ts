/** What the screens know of hearing: whether there is a voice, what it is doing, and how to have it read. */
import type { ReadonlySignal } from '@preact/signals';
import type { Voice } from '../../domain/voice.ts';
import type { PlayerState } from './player.ts';

/** Whether the voice lies on this phone: not, a part of it, on its way (0 to 1), whole, or there is no room for it. */
export type KeptVoice = 'no' | 'part' | 'yes' | 'full' | number;

export interface Listening {
  /** True once there is a voice for this page. No speaker sign shows before. */
  readonly canListen: ReadonlySignal<boolean>;
  readonly isComputer: ReadonlySignal<boolean>;
  /** On this screen another voice has filled in for the one that was chosen. */
  readonly isOther: ReadonlySignal<boolean>;
  readonly state: ReadonlySignal<PlayerState>;
  /** Reading stopped when the page went out of sight, and waits to be gone on with. */
  readonly wasStopped: ReadonlySignal<boolean>;
  /** The voices that can be chosen. */
  readonly offered: ReadonlySignal<readonly Voice[]>;
  readonly kept: ReadonlySignal<KeptVoice>;
  /** All that this voice takes. */
  readonly bytes: ReadonlySignal<number>;
  /** The button: listen, pause, go on. A click that no finger, mouse or key made comes from a screen reader, which is asked first. */
  readonly press: (isVirtual: boolean) => void;
  readonly again: (isVirtual: boolean) => void;
  /** Reads this part of the page, to whoever has things read to them. */
  readonly read: (part: Element) => void;
  /** On the welcome: what these voices sound like, each with what it is shown by. Gives those that a computer speaks. */
  readonly compare: (samples: readonly (readonly [Voice, Element])[]) => Promise<readonly Voice[]>;
  /** Falls silent at once, as before a recording. With `true` nothing at all is spoken until `false`. */
  readonly hush: (untilToldOtherwise?: boolean) => void;
  readonly keep: () => void;
  readonly remove: () => void;
}
