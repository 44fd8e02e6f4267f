/** Frozen names: codes, paths and kinds that old devices, old records and other people's programs know. Added to, never taken from. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { QUOTES } from '../../src/domain/consent.ts';
import type { Env } from '../../src/domain/env.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { MODES } from '../../src/domain/mode.ts';
import { PROBLEM_STATUS } from '../../src/domain/problem.ts';
import { APART_KINDS, PART_NAMES, RECORD_KINDS, RECORD_VERSION } from '../../src/domain/record.ts';
import { RUNGS } from '../../src/domain/rung.ts';
import { PATHS, PROBLEM_TYPE, RECEIPT_HEADER, RECEIPT_PREFIX, RECEIPT_TYPE, ReceiptBody, WIRE_VERSION, type Verdict } from '../../src/domain/wire.ts';
import type { DeliveryState, Lane, OutboxState } from '../../src/store/outbox.ts';
import { vector } from './read-vector.ts';

const names = vector<{
  paths: object;
  receipt: { type: string; header: string; prefix: string };
  problemType: string;
  wireVersion: number;
  recordVersion: number;
  outboxStates: OutboxState[];
  deliveryStates: DeliveryState[];
  lanes: Lane[];
  kinds: string[];
  apartKinds: string[];
  modes: string[];
  parts: string[];
  quotes: string[];
  languages: string[];
  rungs: string[];
  verdicts: Verdict[];
  problems: object;
}>('names');

// The Env, frozen with them, for a simulation stands in for it: now(): ms since 1970, random(bytes): that many bytes,
// sleep(ms, stop?): back after ms or when stopped. What a type says is held by the compiler, here and below.
const env: Env = { now: () => 0, random: (bytes) => new Uint8Array(bytes), sleep: async () => undefined };
const state = { waiting: 'waiting', held: 'held', settled: 'settled' } satisfies Record<OutboxState[0], string>;
const delivery = { device: 0, received: 0, durable: 0 } satisfies Record<DeliveryState, number>;
const lane = { together: 0, apart: 0 } satisfies Record<Lane, number>;

test('no path, receipt type or version has moved', () => {
  expect(PATHS).toMatchObject(names.paths);
  expect({ type: RECEIPT_TYPE, header: RECEIPT_HEADER, prefix: RECEIPT_PREFIX }).toEqual(names.receipt);
  expect([PROBLEM_TYPE, WIRE_VERSION, RECORD_VERSION]).toEqual([names.problemType, names.wireVersion, names.recordVersion]);
});

test('no problem code has gone, and none has another status', () => {
  expect(PROBLEM_STATUS).toMatchObject(names.problems);
});

test.each([
  ['kinds', RECORD_KINDS],
  ['modes', MODES],
  ['parts', PART_NAMES],
  ['quotes', QUOTES],
  ['languages', LANGUAGES],
  ['rungs', RUNGS],
] as const)('no name has gone from the %s', (list, now) => {
  expect(now).toEqual(expect.arrayContaining(names[list]));
});

test('what travels apart is exactly what could say who someone is', () => {
  expect([...APART_KINDS].sort()).toEqual([...names.apartKinds].sort());
});

test('the states of a row, of a delivery, and the lanes are these and no others', () => {
  expect(names.outboxStates.map(([first]) => first)).toEqual(Object.values(state));
  expect(names.deliveryStates).toEqual(Object.keys(delivery));
  expect(names.lanes).toEqual(Object.keys(lane));
  expect(Object.keys(env)).toEqual(['now', 'random', 'sleep']);
});

test.each(names.verdicts)('the verdict "%s" is understood, durable or not', (verdict) => {
  for (const durable of [true, false]) {
    expect(v.is(ReceiptBody, { v: 1, verdicts: [{ id: '0'.repeat(32), digest: '0'.repeat(64), verdict, durable }] })).toBe(true);
  }
});
