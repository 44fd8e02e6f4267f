/** What this process has counted since it began. Nothing of what stands apart is among it. */

const FAMILIES = ['verdict', 'problem', 'alarm'] as const;
export type Family = (typeof FAMILIES)[number];

export interface Counts {
  readonly add: (family: Family, of: string) => void;
  readonly all: (family: Family) => ReadonlyMap<string, number>;
}

export const openCounts = (): Counts => {
  const counts: Record<Family, Map<string, number>> = { verdict: new Map(), problem: new Map(), alarm: new Map() };
  return {
    add: (family, of) => void counts[family].set(of, (counts[family].get(of) ?? 0) + 1),
    all: (family) => counts[family],
  };
};
