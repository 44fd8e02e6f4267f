/** The recovery secret, taken away on a memory stick: with it alone, every answer opens. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPart } from '../../src/seal/open.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolder } from '../kit/a-folder.ts';
import { aRecord } from '../kit/a-record.ts';
import { hasAge, openWithAge } from '../kit/an-age.ts';

const TEXT = ' My sister can’t park.\nবোন আসতে পারে না। ';

/** A council with one answer and one request, whose own keys are then lost. */
const aLostCouncil = async () => {
  const folder = aFolder();
  const council: ACouncil = await aCouncil(folder);
  const { ring } = council.council.keys;
  const { pack } = council.council.packs.current('visitor-parking')!;
  const [answer, support] = [await aRecord(ring, pack, { text: TEXT }), await aRecord(ring, pack, { kind: 'support', text: TEXT })];
  await council.hand([answer]);
  await council.hand([support]);
  const sealed = [
    { kind: 'answers' as const, ...(await council.council.db.selectFrom('records').select(['id', 'pack', 'sealed']).executeTakeFirstOrThrow()) },
    { kind: 'support' as const, ...(await council.council.db.selectFrom('apart').select(['id', 'pack', 'sealed']).executeTakeFirstOrThrow()) },
  ].map((row) => ({ header: { id: row.id, kind: row.kind, pack: row.pack } as never, parts: JSON.parse(row.sealed) as typeof answer.sealed }));
  const recoveryFile = join(folder, 'recovery.txt');
  writeFileSync(recoveryFile, readFileSync(council.council.keys.recoveryFile ?? '', 'utf8'));
  await council.close();
  rmSync(join(folder, 'keys'), { recursive: true });
  return { sealed, recoveryFile };
};

test('it opens every part of an answer and of a request with this software', async () => {
  const { sealed, recoveryFile } = await aLostCouncil();
  const [identity = ''] = readFileSync(recoveryFile, 'utf8').match(/^AGE-SECRET-KEY-1\w+$/m) ?? [];
  for (const { header, parts } of sealed) {
    const opened = await Promise.all(parts.map((part) => openPart([identity], header, part)));
    expect(opened.map(({ ok }) => ok)).toEqual(parts.map(() => true));
    expect(JSON.stringify(opened)).toContain(JSON.stringify(TEXT).slice(1, -1));
  }
});

// Where there is no age on the PATH this can't be tried, and says so as skipped: `apt-get install age`.
test.skipIf(!hasAge)('it opens them with the age command line, without this software (needs `age` on the PATH)', async () => {
  const { sealed, recoveryFile } = await aLostCouncil();
  const opened = sealed.flatMap(({ parts }) => parts.map((part) => openWithAge(recoveryFile, part.age)));
  expect(opened).not.toContain(undefined);
  expect(opened.filter((text) => text?.includes(JSON.stringify(TEXT).slice(1, -1)))).toHaveLength(2);
});

test('the secret says what it is, in words, before the secret itself', async () => {
  const { recoveryFile } = await aLostCouncil();
  const lines = readFileSync(recoveryFile, 'utf8').trim().split('\n');
  expect(lines.slice(0, -1).every((line) => line.startsWith('# '))).toBe(true);
  expect(lines.join(' ')).toContain('Move it away');
  expect(lines.at(-1)).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]+$/);
});
