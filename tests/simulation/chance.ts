/** Chance that can be repeated: the same seed always draws the same, and each part of a plan draws by itself. */

export interface Chance {
  /** From 0 up to 1. */
  readonly part: () => number;
  /** A whole number, both ends included. */
  readonly whole: (least: number, most: number) => number;
  /** As likely between one second and ten as between ten and a hundred: waiting comes in all sizes. */
  readonly anySize: (least: number, most: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly pickByWeight: <T extends { readonly weight: number }>(list: readonly T[]) => T;
  readonly bytes: (many: number) => Uint8Array<ArrayBuffer>;
}

/** Two numbers into one that looks like neither: what a removed step drew must not shift what the others draw. */
export const mix = (one: number, other: number): number => {
  let mixed = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(other + 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
};

/** mulberry32. */
export const chance = (seed: number): Chance => {
  let state = seed >>> 0;
  const part = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole: Chance['whole'] = (least, most) => least + Math.floor(part() * (most - least + 1));
  return {
    part,
    whole,
    anySize: (least, most) => Math.round(Math.exp(Math.log(least) + part() * (Math.log(most) - Math.log(least)))),
    pick: (list) => list[whole(0, list.length - 1)]!,
    pickByWeight: (list) => {
      let left = part() * list.reduce((sum, { weight }) => sum + weight, 0);
      return list.find(({ weight }) => (left -= weight) < 0) ?? list.at(-1)!;
    },
    bytes: (many) => Uint8Array.from({ length: many }, () => whole(0, 255)),
  };
};
