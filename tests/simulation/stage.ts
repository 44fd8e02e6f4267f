/** What a plan plays on. The real code and the model are both such a stage, so each event is written once and befalls either. */
import type { Weather } from './weather.ts';

/** What is handed in: which of the pool's records, by their place in its kind. */
export type Goods = 'answers' | 'answers-and-support' | 'interest' | 'recorded' | 'strange' | 'same-draft';

export interface StageDevice {
  readonly openTab: () => void;
  /** The youngest that is open. */
  readonly closeTab: () => void;
  readonly closeAll: () => void;
  /** The worker wakes by itself and sends, once. */
  readonly sync: () => void;
  /** It shows again, or the network is said to be back. */
  readonly wake: () => void;
  readonly handIn: (goods: Goods) => void;
  /** Asks for one of its own to be taken back, the nth of them, sent or not; with the offer to undo it. */
  readonly takeBack: (n: number) => void;
  /** The same by a code that is typed in: of whichever record, from whichever device, perhaps before it was sent. */
  readonly takeBackByCode: (n: number) => void;
  /** Hands in new answers in the place of the nth of its own, and takes those back in the same request. */
  readonly correct: (n: number) => void;
  /** A tab that still runs the first release hands in: a row as that one wrote it. */
  readonly handInAsOfOld: () => void;
  /** Types into a draft that stays open. */
  readonly draft: () => void;
  /** A newer version of the app opens the library while an older tab has it. */
  readonly upgrade: () => void;
  /** The youngest tab, or the worker, is gone so many steps from now, wherever it then is. */
  readonly kill: (steps: number) => void;
  /** All of them, and what was not flushed to the disk. */
  readonly powerLoss: (steps: number) => void;
  readonly fill: (ms: number) => void;
  readonly evict: () => void;
  /** By so much, either way. */
  readonly jump: (ms: number) => void;
  /** As iOS does to an app in the background: so many steps from now. */
  readonly dropConnections: (steps: number) => void;
}

export interface StageEndpoint {
  /** So many half steps of its database from now, before a statement or after it; back after so long. */
  readonly kill: (steps: number, ms: number) => void;
  /** It is asked to stop, finishes what it has, and is back after so long. */
  readonly close: (ms: number) => void;
  readonly fill: (ms: number) => void;
  readonly jump: (ms: number) => void;
  readonly backUp: () => void;
  /** So long its second place writes nothing. */
  readonly loseSecond: (ms: number) => void;
  /** So long each network's and conversation's budget is next to nothing. */
  readonly tighten: (ms: number) => void;
  /** From now on it signs with a new key, which the last one has vouched for; or, where that was lost, the recovery signing key. */
  readonly changeKey: (isLost: boolean) => void;
  /** The last backup, or the empty database where there is none, takes the place of what was there. */
  readonly restore: () => void;
}

export interface Stage {
  readonly devices: readonly StageDevice[];
  readonly endpoint: StageEndpoint;
  /** From now on, and so long, requests of this device (all where undefined) suffer it. */
  readonly weather: (what: Weather, device: number | undefined, ms: number, salt: number) => void;
  /** A second device with everything that this one has stored. */
  readonly clone: (device: number) => void;
}
