/** The lines of a journal: each is one JSON value behind a sum over it, so that a line that is torn or altered is seen. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ClipsTable } from '../database/schema.ts';
import type { Erasure, KeptRow } from '../second-place.ts';

export const JOURNAL_VERSION = 1;
/** Of SHA-256: enough against accidents. Against people the records have their own digests, and seals. */
const SUM_LETTERS = 16;
const NEWLINE = 0x0a;

const sumOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex').slice(0, SUM_LETTERS);

export const asLine = (value: unknown): string => {
  const json = JSON.stringify(value);
  return `${sumOf(json)} ${json}\n`;
};

/** The first line of every file: whose it is. */
export const headLine = (council: string): string => asLine({ v: JOURNAL_VERSION, council });

export interface ReadLines {
  readonly values: readonly unknown[];
  /** Where whole lines end; what stands behind it was torn by a crash, and never called durable. */
  readonly wholeBytes: number;
  /** The numbers, from 1, of lines that are not what their sum says, though others stand behind them. */
  readonly damaged: readonly number[];
}

const readLine = (line: Uint8Array): unknown => {
  const text = Buffer.from(line).toString('utf8');
  const json = text.slice(SUM_LETTERS + 1);
  if (text[SUM_LETTERS] !== ' ' || sumOf(json) !== text.slice(0, SUM_LETTERS)) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
};

/** `bytes` begin at the beginning of a line. */
export const readLines = (bytes: Uint8Array): ReadLines => {
  const values: unknown[] = [];
  const spoilt: number[] = [];
  let [from, number, wholeBytes, lastWhole] = [0, 0, 0, 0];
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
    number += 1;
    const value = readLine(bytes.subarray(from, end));
    from = end + 1;
    if (value === undefined) spoilt.push(number);
    else {
      values.push(value);
      wholeBytes = from;
      lastWhole = number;
    }
  }
  // What is spoilt at the very end is a torn tail, not damage: nothing was ever written behind it.
  return { values, wholeBytes, damaged: spoilt.filter((each) => each < lastWhole) };
};

const Text = v.string();
const Maybe = v.nullable(v.string());
const Clip = v.looseObject({ id: Text, digest: Text, record: Text, lane: v.picklist(['together', 'apart', 'parked']), pack: Maybe, bytes: v.number(), pieces: v.number() });
const clips = v.array(Clip);
const Kept = v.variant('table', [
  v.object({ table: v.literal('records'), row: v.looseObject({ id: Text, digest: Text, kind: Text, header: Text, sealed: Text, receivedAt: v.number() }), clips }),
  v.object({ table: v.literal('apart'), row: v.looseObject({ id: Text, digest: Text, kind: Text, header: Text, sealed: Text, receivedOn: Text }), clips }),
  v.object({ table: v.literal('parked'), row: v.looseObject({ id: Text, digest: Text, why: Text, record: Text, receivedOn: Text }), clips }),
]);

/** A line that holds a row, as this version or an older one wrote it. */
export const asKept = (value: unknown): KeptRow | undefined => (v.is(Kept, value) ? (value as unknown as KeptRow) : undefined);

/** The first line of a clip's file; the sealed bytes stand behind it. */
export const asClip = (value: unknown): ClipsTable | undefined => (v.is(Clip, value) ? (value as unknown as ClipsTable) : undefined);

const Head = v.looseObject({ v: v.literal(JOURNAL_VERSION), council: Text });

/** Of a first line, or of the file that says whose journal it is. */
export const councilOf = (value: unknown): string | undefined => (v.is(Head, value) ? value.council : undefined);

const Entry = v.object({
  erasure: v.looseObject({
    withdrawHash: v.optional(Text),
    records: v.array(Text),
    clips: v.array(v.looseObject({ id: Text, digest: Text })),
    erasedOn: Text,
  }),
});

/** A line of the ledger. */
export const asErasure = (value: unknown): Erasure | undefined => (v.is(Entry, value) ? (value.erasure as unknown as Erasure) : undefined);
