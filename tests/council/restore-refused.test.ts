/** What a backup holds, and what a restore refuses or names: never anything half, never the wrong one. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restore } from '../../src/council/backup/restore.ts';
import { takeBackup } from '../../src/council/backup/take.ts';
import { NotDone } from '../../src/council/commands/command.ts';
import { openDatabase } from '../../src/council/database/open.ts';
import { folderDepot } from '../../src/council/journal/folder.ts';
import { aCouncil, configFor } from '../kit/a-council.ts';
import { aFolder } from '../kit/a-folder.ts';
import { filesIn, spoil, textIn } from '../kit/a-journal.ts';
import { aLostCouncil, askAfter, complaints, ENOUGH, loseDatabase, made, verified } from '../kit/a-lost-council.ts';
import { ENGINE } from '../kit/engine.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome();

test('without a backup, all that the journal holds comes back', async () => {
  const { folder, left, aside } = await aLostCouncil();
  expect(await complaints(folder)).toEqual([]);
  const council = await aCouncil(folder, ENOUGH);
  const names = [...left.map(({ record }) => record), ...left.flatMap(({ clips }) => clips.map(({ named }) => named)), ...aside];
  expect((await askAfter(council, names)).map(({ verdict, durable }) => [verdict, durable])).toEqual(names.map(() => ['stored', true]));
});

test('a backup holds no key, no session and no link, and its tables are those of the database', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  await council.hand([await made(council)]);
  const { files } = await takeBackup(council.council, join(folder, 'backup'));
  expect(textIn(join(folder, 'backup'))).not.toMatch(/AGE-SECRET|PRIVATE/);
  expect(files.map(({ path }) => path).filter((path) => /sessions|Links/.test(path))).toEqual([]);
  expect(files.find(({ path }) => path === 'tables/records.jsonl.gz')?.rows).toBe(1);
  const shelf = filesIn(join(folder, 'data', 'packs')).map((file) => `packs/${file}`);
  expect(files.map(({ path }) => path).filter((path) => path.startsWith('packs/'))).toEqual(shelf);
  await expect(takeBackup(council.council, join(folder, 'backup'))).rejects.toThrow(`${join(folder, 'backup')} has something in it: say a folder that is not there yet.`);
});

test('it is refused in a sentence, and nothing is changed: a database that is there, a damaged backup, another council’s, none at all, no journal', async () => {
  const { folder, backup } = await aLostCouncil();
  const refused = async (words: RegExp, at = backup): Promise<void> => {
    const before = readdirSync(folder).flatMap((name) => (name === 'data' ? filesIn(join(folder, 'data')) : []));
    const why = await complaints(folder, at).catch((error: unknown) => error);
    expect(why).toBeInstanceOf(NotDone);
    expect((why as Error).message).toMatch(words);
    expect(readdirSync(folder).flatMap((name) => (name === 'data' ? filesIn(join(folder, 'data')) : []))).toEqual(before);
  };
  await refused(/is not a backup: there is no manifest\.json in it\.$/, folder);
  const table = join(backup, 'tables', 'records.jsonl.gz');
  const whole = readFileSync(table);
  writeFileSync(table, whole.subarray(0, -3));
  await refused(/is damaged at tables\/records\.jsonl\.gz: take another backup\. Nothing was changed\.$/);
  writeFileSync(table, whole);
  const other = await aCouncil(aFolder(), ENOUGH);
  const theirs = join(folder, 'theirs');
  await takeBackup(other.council, theirs);
  await refused(/belong to two councils/, theirs);
  renameSync(join(folder, 'data-journal'), join(folder, 'away'));
  await refused(/^There is no journal at .*: mount its disk/);
  renameSync(join(folder, 'away'), join(folder, 'data-journal'));
  await complaints(folder, backup);
  await refused(ENGINE === 'sqlite' ? /^There is a database in .*: stop what uses it, move it away, or set DATA_DIR to an empty folder\. Nothing was changed\.$/ : /^This database has something in it/);
});

test('into a database that is no file of ours: all of it in one transaction, and none of it where there is something already', async () => {
  const { folder, backup, left } = await aLostCouncil();
  const config = configFor(folder);
  const elsewhere = join(folder, 'server');
  const wish = { config, depot: folderDepot(config), folder: backup, open: () => openDatabase(elsewhere), complain: (what: string) => expect(what).toBe('') };
  expect(await restore(wish)).toEqual({ records: 2, apart: 1, parked: 2, clips: left.length });
  expect(filesIn(join(folder, 'data')).filter((file) => !file.startsWith('packs/'))).toEqual([]);
  const why = await restore(wish).catch((error: unknown) => error);
  expect(why).toBeInstanceOf(NotDone);
  expect(why).toMatchObject({ message: 'This database has something in it: restore into one that is empty. Nothing was changed.' });
});

test('a line that is damaged in the midst of the journal is named, by verify and by restore, and the rest comes back', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const records = [await made(council), await made(council), await made(council)];
  for (const each of records) await council.hand([each]);
  await council.council.second.tidying.now();
  const segment = spoil(join(folder, 'data-journal'), 3);
  expect(await verified(council)).toEqual([`${segment}: line 3 is damaged.`, `The journal lacks ${records[1]!.id}, which the database holds.`]);
  await council.close();
  await loseDatabase(folder);
  expect(await complaints(folder)).toEqual([`${segment}: line 3 is damaged.`]);
  const again = await aCouncil(folder, ENOUGH);
  expect((await askAfter(again, records)).map(({ verdict }) => verdict)).toEqual(['stored', 'unknown', 'stored']);
  await again.hand([records[1]]);
  expect((await verified(again)).filter((what) => !what.includes('damaged'))).toEqual([]);
});
