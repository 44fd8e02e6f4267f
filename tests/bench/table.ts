/** Says what was measured: one table to read, and everything behind it as JSON in bench-results/. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../kit/a-folder.ts';
import type { Measured, Ratio } from './pairs.ts';

export interface Row {
  readonly what: string;
  readonly floor: string;
  readonly ours: string;
  readonly ratio: string;
  readonly quickest: string;
  readonly goal: string;
  readonly verdict: string;
}

const places = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
const interval = ({ low, high }: Measured): string => `${places(low)} to ${places(high)}`;

/** Whether the goal is met, by how much it is missed, and whether another run might say otherwise. */
const verdictOn = (value: number, goal: number | undefined, unit: string, among?: Measured): string => {
  if (goal === undefined) return '';
  const said = value <= goal ? 'met' : `missed by ${places(value - goal)}${unit}`;
  const isClose = among !== undefined && among.low <= goal && goal < among.high;
  return isClose ? `${said}, but close: the interval holds the goal` : said;
};

/** A ratio of times; `goal` is the highest that it may be. */
export const ratioRow = (what: string, { floor, ours, ratio, quickest }: Ratio, goal: number | undefined, unit = 'ms'): Row => ({
  what,
  floor: `${places(floor.median)} ${unit}`,
  ours: `${places(ours.median)} ${unit}`,
  ratio: `${places(ratio.median)} (${interval(ratio)})`,
  quickest: places(quickest),
  goal: goal === undefined ? '-' : `at most ${goal}`,
  verdict: verdictOn(ratio.median, goal, '', ratio),
});

const KB = 1_000;
const kb = (bytes: number): string => `${(bytes / KB).toFixed(1)} kB`;

/** Bytes are exact: no interval, and the goal is of the bytes themselves. */
export const bytesRow = (what: string, floor: number | undefined, ours: number, goalKb: number | undefined): Row => ({
  what,
  floor: floor === undefined ? '-' : kb(floor),
  ours: kb(ours),
  ratio: floor === undefined || floor === 0 ? '-' : places(ours / floor),
  quickest: '-',
  goal: goalKb === undefined ? '-' : `at most ${goalKb} kB`,
  verdict: verdictOn(ours / KB, goalKb, ' kB'),
});

const COLUMNS: readonly (readonly [keyof Row, string])[] = [
  ['what', 'what'],
  ['floor', 'floor'],
  ['ours', 'ours'],
  ['ratio', 'ratio (95 %)'],
  ['quickest', 'quickest'],
  ['goal', 'goal'],
  ['verdict', 'verdict'],
];

const asTable = (rows: readonly Row[]): string => {
  const lines = [COLUMNS.map(([, title]) => title), ...rows.map((row) => COLUMNS.map(([key]) => row[key]))];
  const widths = COLUMNS.map((_column, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd()).join('\n');
};

export interface Report {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Said under the table, one line each. */
  readonly notes?: readonly string[];
  readonly details: unknown;
}

/** How much of the last minute something here waited for a processor, in percent; undefined where no such thing is counted. */
const pressure = (): number | undefined => {
  try {
    return Number(/avg60=([\d.]+)/.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
};

/** A bench alone waits for its own processes for about half of the time. */
const TOO_BUSY = 70;

/** What else the machine had to do. */
const company = (rows: readonly Row[]): readonly string[] => {
  const load = loadavg().map((each) => each.toFixed(1)).join(' ');
  const waited = pressure();
  const said = `Load of this machine: ${load} on ${cpus().length} cores${waited === undefined ? '' : `; something waited for a processor ${waited.toFixed(0)} % of the last minute`}.`;
  return waited !== undefined && waited > TOO_BUSY && rows.some(({ ours }) => ours.endsWith(' ms')) ? [said, 'TOO BUSY FOR TIMES: the ratios above are not to be believed. Run this again when nothing else runs.'] : [said];
};

export const report = ({ name, rows, notes = [], details }: Report): void => {
  const all = [...notes, ...company(rows)];
  console.log(`${asTable(rows)}\n${all.map((note) => `  ${note}`).join('\n')}`);
  const folder = join(ROOT, 'bench-results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ name, at: new Date().toISOString(), rows, notes: all, details }, null, 2)}\n`);
};
