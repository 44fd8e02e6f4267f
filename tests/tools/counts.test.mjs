/** The counting behind the last line of a test run. */
import { expect, test } from 'vitest';
import { closingLine, countReport, isGood, NONE, together } from '../../src/tools/counts.mjs';

/** @type {(status: string, ...tests: string[]) => import('../../src/tools/counts.mjs').Report['testResults'][number]} */
const file = (status, ...tests) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });

test('test cases are counted over all files', () => {
  const testResults = [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed', 'todo')];
  expect(countReport({ testResults }, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test('a file that could not be read is one failure', () => {
  expect(countReport({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a file that failed before its tests is one failure, and its tests are skipped', () => {
  expect(countReport({ testResults: [file('failed', 'skipped', 'skipped')] }, 1)).toEqual({ passed: 0, failed: 1, skipped: 2 });
});

test('an error outside of every test is a failure', () => {
  expect(countReport({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('no report at all is a failure, whatever the exit code', () => {
  expect(countReport(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countReport(undefined, 134)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('counts add up, and the last line names skipped tests only where there are any', () => {
  expect(closingLine(together({ passed: 2, failed: 0, skipped: 0 }, { passed: 1, failed: 3, skipped: 0 }))).toBe('3 passed, 3 failed');
  expect(closingLine({ passed: 2, failed: 0, skipped: 4 })).toBe('2 passed, 0 failed, 4 skipped');
});

test('a run is good when nothing failed and something passed', () => {
  expect(isGood({ passed: 1, failed: 0, skipped: 9 })).toBe(true);
  expect(isGood({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
  expect(isGood(NONE)).toBe(false);
});
