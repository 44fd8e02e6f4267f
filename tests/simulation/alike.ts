/** Whether two endings are the same, however the records are named: what is at the council, and what still waits. */
import type { EndState } from './judge.ts';
import { askedBack, pairOf, type Ledger } from './ledger.ts';

export interface Ending {
  readonly end: EndState;
  readonly ledger: Ledger;
}

/** Says names in the order in which they were made, which is the plan's. */
const namesOf = ({ made }: Ledger): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  const give = (pair: string): void => void (names.has(pair) || names.set(pair, `number ${names.size}`));
  for (const [pair, { clips }] of made) {
    give(pair);
    for (const clip of clips) give(pairOf(clip));
  }
  return names;
};

/**
 * One line for each record and clip that both stages called finished, and that neither excuses. Which of two that finished one draft
 * was the first is chance: those count by their id. What somebody asked to take back is the judge's: on one stage a kill may have cut the asking off.
 */
const linesOf = ({ end, ledger }: Ending): ReadonlyMap<string, string> => {
  const names = namesOf(ledger);
  const records = new Map(end.records.map((row) => [pairOf(row), row]));
  const clips = new Map(end.clips.map((row) => [pairOf(row), row]));
  const waiting = new Set(end.waiting.map(({ pair }) => pair));
  const ids = new Map<string, number>();
  for (const { id } of ledger.made.values()) ids.set(id, (ids.get(id) ?? 0) + 1);
  const asked = askedBack(ledger);
  const lines = new Map<string, string>();
  for (const pair of ledger.finished) {
    const made = ledger.made.get(pair)!;
    if (ledger.excused.has(pair) || made.id === end.poison || asked.has(made.id) || (ids.get(made.id) ?? 0) > 1) continue;
    const row = records.get(pair);
    lines.set(names.get(pair)!, `${row ? (row.isParked ? 'set aside' : 'kept') : 'not there'}${waiting.has(pair) ? ', waits' : ''}`);
    for (const clip of made.clips.map(pairOf)) lines.set(names.get(clip)!, `${clips.get(clip)?.isWhole ? 'whole' : 'not whole'}${waiting.has(clip) ? ', waits' : ''}`);
  }
  return lines;
};

/** What differs, in words. Finished by one stage alone is a step that a kill cut off on the other: those don't count, but there must be few. */
export const differences = (one: Ending, other: Ending): readonly string[] => {
  const [ours, theirs] = [linesOf(one), linesOf(other)];
  return [...ours].flatMap(([name, line]) => (theirs.has(name) && theirs.get(name) !== line ? [`${name}: ${line}, and ${theirs.get(name)}`] : []));
};
