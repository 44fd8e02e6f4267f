/** A clock that stands still while anything happens, and then jumps to whatever comes next. No real time passes by it. */

interface Due {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
}

export interface Clock {
  readonly now: () => number;
  /** So many milliseconds from now; what is due at the same moment keeps its order. */
  readonly after: (ms: number, work: () => void) => void;
  /** Moves to the next that is due and does it. False where nothing is. */
  readonly next: () => boolean;
  /** When the next is due; Infinity where nothing is. */
  readonly nextAt: () => number;
}

/** Monday, 23 November 2026, 20:31. */
const BEGIN = Date.UTC(2026, 10, 23, 20, 31);

const isBefore = (one: Due, other: Due): boolean => one.at < other.at || (one.at === other.at && one.order < other.order);

const rise = (heap: Due[], from: number): void => {
  for (let at = from; at > 0; ) {
    const above = (at - 1) >> 1;
    if (!isBefore(heap[at]!, heap[above]!)) return;
    [heap[at], heap[above]] = [heap[above]!, heap[at]!];
    at = above;
  }
};

const sink = (heap: Due[]): void => {
  for (let at = 0; ; ) {
    let first = at;
    for (const below of [2 * at + 1, 2 * at + 2]) if (below < heap.length && isBefore(heap[below]!, heap[first]!)) first = below;
    if (first === at) return;
    [heap[at], heap[first]] = [heap[first]!, heap[at]!];
    at = first;
  }
};

export const makeClock = (): Clock => {
  const heap: Due[] = [];
  let now = BEGIN;
  let order = 0;
  return {
    now: () => now,
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    after: (ms, work) => {
      heap.push({ at: now + Math.max(0, ms), order: (order += 1), work });
      rise(heap, heap.length - 1);
    },
    next: () => {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined) return false;
      if (first !== last) {
        heap[0] = last;
        sink(heap);
      }
      now = first.at;
      first.work();
      return true;
    },
  };
};
