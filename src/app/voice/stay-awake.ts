/** Keeps the screen on while something is heard: a phone that goes dark stops the voice in the middle of a sentence. */

export interface Awake {
  readonly hold: () => void;
  readonly release: () => void;
}

/** Where the browser has no wake lock, or refuses it, the phone does as it always does. */
export const stayAwake = (): Awake => {
  let lock: Promise<WakeLockSentinel | undefined> | undefined;
  return {
    hold: () => {
      lock ??= navigator.wakeLock?.request('screen').catch(() => undefined);
    },
    release: () => {
      void lock?.then((held) => held?.release());
      lock = undefined;
    },
  };
};
