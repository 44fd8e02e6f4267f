/** Waiting: jitter under a ceiling that doubles, and what Retry-After may ask. */
import { expect, test } from 'vitest';
import { askedWait, waitAfter } from '../../src/sync/wait.ts';
import { someBytes } from '../kit/a-world.ts';

test('the wait grows from two seconds and never passes a quarter of an hour', () => {
  const highest = () => Uint8Array.from([255, 255]);
  expect(waitAfter(0, highest)).toBeLessThanOrEqual(2_000);
  expect(waitAfter(3, highest)).toBeGreaterThan(15_000);
  expect(waitAfter(3, highest)).toBeLessThanOrEqual(16_000);
  expect(waitAfter(500, highest)).toBeLessThanOrEqual(900_000);
});

test('the jitter is full: waits lie anywhere below the ceiling', () => {
  const random = someBytes(3);
  const waits = Array.from({ length: 400 }, () => waitAfter(8, random));
  expect(Math.min(...waits)).toBeLessThan(60_000);
  expect(Math.max(...waits)).toBeGreaterThan(400_000);
});

test('Retry-After is obeyed in seconds or as a date, within a second and six hours', () => {
  const now = Date.UTC(2026, 10, 23);
  expect(askedWait('120', now)).toBe(120_000);
  expect(askedWait('0', now)).toBe(1_000);
  expect(askedWait('999999999', now)).toBe(6 * 3_600_000);
  expect(askedWait(new Date(now + 30_000).toUTCString(), now)).toBe(30_000);
  expect(askedWait('soon', now)).toBeUndefined();
  expect(askedWait(null, now)).toBeUndefined();
});
