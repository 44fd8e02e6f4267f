/** What the world gives to code that must be repeatable: a clock, chance and waiting, handed in from outside. */

export interface Env {
  /** Milliseconds since 1970, by a clock that may be wrong and may jump. */
  readonly now: () => number;
  /** That many bytes that nobody can guess. */
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Comes back after that many milliseconds, or at once when the signal says stop. */
  readonly sleep: (ms: number, stop?: StopSignal) => Promise<void>;
}

/** The part of an AbortSignal that waiting needs; domain knows no browser. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
