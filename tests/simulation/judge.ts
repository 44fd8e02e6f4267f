/** The judge: holds what is there in the end against the ledger. Real code and model are judged alike. */
import { askedBack, pairOf, type Ledger } from './ledger.ts';

export interface EndState {
  /** Each row that the endpoint has; `isIntact`: header and parts are the very bytes that were sealed. */
  readonly records: readonly { readonly id: string; readonly digest: string; readonly isParked: boolean; readonly isIntact: boolean }[];
  readonly clips: readonly { readonly id: string; readonly digest: string; readonly isWhole: boolean; readonly isIntact: boolean }[];
  /** What devices still want to send: `id digest` of records and of clips. */
  readonly waiting: readonly { readonly device: number; readonly pair: string; readonly ofRecord: string }[];
  readonly drafts: ReadonlyMap<number, string | undefined>;
  /** The one that a middle box refuses for ever. */
  readonly poison: string | undefined;
}

export const WAYS_TO_FAIL = ['lost', 'doubled', 'altered', 'stuck', 'falselyAcknowledged', 'wrong'] as const;
export type Verdicts = Readonly<Record<(typeof WAYS_TO_FAIL)[number], readonly string[]>>;

const findLost = (ledger: Ledger, end: EndState): readonly string[] => {
  const records = new Set(end.records.map(pairOf));
  const clips = new Set(end.clips.filter(({ isWhole }) => isWhole).map(pairOf));
  const mayBeGone = askedBack(ledger);
  const lost: string[] = [];
  for (const pair of ledger.finished) {
    const made = ledger.made.get(pair);
    if (made === undefined || made.id === end.poison || ledger.excused.has(pair) || mayBeGone.has(made.id)) continue;
    if (!records.has(pair)) lost.push(pair);
    lost.push(...made.clips.map(pairOf).filter((clip) => !clips.has(clip) && !ledger.excused.has(clip)).map((clip) => `clip ${clip}`));
  }
  for (const [device, text] of ledger.drafts) if (end.drafts.get(device) !== text) lost.push(`draft of device ${device}`);
  return lost;
};

/** Somebody was told that it is being taken back, and it is there. */
const findCameBack = (ledger: Ledger, end: EndState): readonly string[] => {
  const codes = new Set([...ledger.finished].filter((pair) => !ledger.excused.has(pair)).flatMap((pair) => ledger.made.get(pair)?.takesBack ?? []));
  if (codes.size === 0) return [];
  const here = new Set([...end.records, ...end.clips.filter(({ isWhole }) => isWhole)].map(pairOf));
  const taken = [...ledger.made.values()].filter(({ code, takesBack }) => takesBack === undefined && codes.has(code));
  return taken.flatMap((made) => [made, ...made.clips].map(pairOf)).filter((pair) => here.has(pair)).map((pair) => `${pair} was taken back and is there`);
};

/** One id may lie under two digests only where two devices finished one draft. */
const findDoubled = (ledger: Ledger, end: EndState): readonly string[] => {
  const doubled: string[] = [];
  const seen = new Map<string, (typeof end.records)[number][]>();
  for (const row of end.records) seen.set(row.id, [...(seen.get(row.id) ?? []), row]);
  for (const [id, rows] of seen) {
    const pairs = new Set(rows.map(pairOf));
    const kept = rows.filter(({ isParked }) => !isParked);
    const by = [...pairs].map((pair) => ledger.made.get(pair)?.by);
    if (pairs.size < rows.length || kept.length > 1 || new Set(by).size < by.length) doubled.push(id);
  }
  return doubled;
};

/** What was named wrongly on the way and set aside for staff is neither kept nor counted under anybody's id. */
const findAltered = (ledger: Ledger, end: EndState): readonly string[] => [
  ...end.records.filter((row) => !ledger.made.has(pairOf(row)) && !row.isParked).map(pairOf),
  ...[...end.records, ...end.clips].filter(({ isIntact }) => !isIntact).map(pairOf),
];

export const judge = (ledger: Ledger, end: EndState): Verdicts => ({
  lost: findLost(ledger, end),
  doubled: findDoubled(ledger, end),
  altered: findAltered(ledger, end),
  stuck: end.waiting.filter(({ ofRecord }) => ofRecord !== end.poison).map(({ device, pair }) => `${pair} on device ${device}`),
  falselyAcknowledged: [...ledger.falselyAcknowledged],
  wrong: [...ledger.wrong, ...findCameBack(ledger, end)],
});

export const isGood = (verdicts: Verdicts): boolean => WAYS_TO_FAIL.every((way) => verdicts[way].length === 0);
