/** What vitest.config.ts promises: both kinds of JSX, the build's words, and styles as text, all in one run. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isValidElement } from 'preact';
import { Mark } from '../../src/app/ui/mark.tsx';
import { prerender } from '../../src/app/prerender.tsx';

test("the app's JSX is preact's", () => {
  expect(isValidElement(<Mark />)).toBe(true);
});

test("the staff's JSX is hono's", async () => {
  const { Facts } = await import('../../src/council/staff/parts.tsx');
  const made: unknown = Facts({});
  expect(isValidElement(made)).toBe(false);
  expect(String(made)).toBe('<dl class="facts"></dl>');
});

test('what the build defines is defined: a page can be prerendered', () => {
  expect(prerender.welcomePage().page).toMatch(/data-look="[0-9a-f]{12}"/);
});

test('a style sheet asked for as text is its text', async () => {
  const { default: text } = (await import('../../src/council/staff/staff.css?raw')) as { default: string };
  expect(text).toBe(readFileSync(new URL('../../src/council/staff/staff.css', import.meta.url), 'utf8'));
});
