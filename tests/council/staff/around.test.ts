/** The pages around the reading: what has come, what is late, what was put aside, and the log of it all. */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aCouncil } from '../../kit/a-council.ts';
import { aMemberOfStaff, pressing } from '../../kit/a-member-of-staff.ts';
import { aRecord, manyLike, reHeaded } from '../../kit/a-record.ts';
import { dayOf, isoOf, momentOf } from '../../../src/council/staff/when.ts';
import { DEEDS } from '../../../src/council/audit.ts';
import { say, sayName } from '../../../src/council/staff/words.ts';

const DAY = 24 * 3_600_000;

test('the first page counts what has come, what is unread, and what people asked for', async () => {
  const council = await aCouncil();
  const staff = await aMemberOfStaff(council);
  const { pack } = council.council.packs.current('visitor-parking')!;
  expect((await staff.look('/staff')).text).toMatch(/Visitor parking permits .* 0 answers 0 not opened yet 0 asked for something /);
  const [one, ...more] = await manyLike(await aRecord(council.council.keys.ring, pack), 3);
  await council.hand([one, ...more, await aRecord(council.council.keys.ring, pack, { kind: 'withdrawal' })]);
  await council.hand([await aRecord(council.council.keys.ring, pack, { kind: 'support' })]);
  await council.hand([await aRecord(council.council.keys.ring, pack, { header: { v: 2 } })]);
  await staff.send(`/staff/answers/${one?.id}`);
  const { text } = await staff.look('/staff');
  expect(text).toMatch(/ 3 answers 2 not opened yet 1 asked for something /);
  expect(text).toContain('1 record was put aside');
});

test('a reply that was promised and has not come is late, for all staff to see, until it is out', async () => {
  const council = await aCouncil();
  council.pass(Date.parse('2027-07-01T12:00:00Z') - Date.now());
  const staff = await aMemberOfStaff(council);
  expect((await staff.look('/staff')).text).toContain('It is late, and residents can see that.');
  const page = await staff.send('/staff/replies/new', { pack: 'visitor-parking', 'en-said': 'x', 'en-did': 'y', ...pressing('publish') });
  expect((await staff.look('/staff')).text).toContain('It is late');
  await staff.send(`/staff/replies/${/replies\/([0-9a-f]{32})/.exec(page.html)?.[1]}/publish`);
  expect((await staff.look('/staff')).text).not.toContain('It is late');
});

test('as long as the recovery secret lies on this machine, every first page asks to move it away', async () => {
  const council = await aCouncil();
  expect((await (await aMemberOfStaff(council)).look('/staff')).text).toContain(council.council.keys.recoveryFile);
  const folder = council.council.config.dataDir.replace(/\/data$/, '');
  await council.close();
  rmSync(council.council.keys.recoveryFile ?? '');
  const again = await aCouncil(folder);
  expect((await (await aMemberOfStaff(again)).look('/staff')).text).not.toContain('recovery secret');
});

test('what was put aside is listed with its reason and its header, and none of its words', async () => {
  const council = await aCouncil();
  const staff = await aMemberOfStaff(council);
  expect((await staff.look('/staff/parked')).text).toContain('Nothing was put aside.');
  const record = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack);
  await council.hand([await reHeaded(record, { kind: 'drawing' }), await reHeaded(record, 'no header at all'), await reHeaded(record, `"${'x'.repeat(5_000)}"`)]);
  const page = await staff.look('/staff/parked');
  for (const words of ['3 records put aside', 'Its kind is not known here', '"kind":"drawing"', 'no header at all', 'Its header cannot be read']) expect(page.text).toContain(words);
  expect(page.text).not.toContain('x'.repeat(1_001));
  for (const { age } of record.sealed) expect(page.html).not.toContain(age.slice(0, 40));
});

test('the log shows who did what, newest first, and each deed has its words', async () => {
  const council = await aCouncil();
  const staff = await aMemberOfStaff(council);
  council.pass(DAY);
  const again = await aMemberOfStaff(council, 'Rahim');
  const record = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack, { text: 'a secret' });
  await council.hand([record]);
  council.pass(1_000);
  await again.send(`/staff/answers/${record.id}`);
  expect((await staff.look('/staff/log')).status).toBe(401);
  const { text } = await again.look('/staff/log');
  expect(text).toMatch(new RegExp(`Rahim Opened an answer Visitor parking permits ${record.id} .*Rahim Signed in .*Ayaan Signed in `));
  expect(text).not.toContain('a secret');
  for (const deed of DEEDS) expect(sayName('did', deed)).not.toBe(deed);
});

test('times are London’s, summer and winter, whatever the machine is set to', () => {
  expect(momentOf(Date.UTC(2027, 5, 30, 23, 30))).toBe('1 July 2027, 00:30');
  expect(momentOf(Date.UTC(2026, 11, 31, 23, 30))).toBe('31 December 2026, 23:30');
  expect(dayOf(Date.UTC(2027, 2, 28, 12))).toBe('28 March 2027');
  expect(isoOf(0)).toBe('1970-01-01T00:00:00.000Z');
});

test('words take their values, thousands are parted, and one is not many', () => {
  expect(say('answers.caption', { count: 1 })).toBe('1 answer');
  expect(say('answers.caption', { count: 12_345 })).toBe('12,345 answers, newest first');
  expect(say('nav.who', { who: '{{who}} $& $1' })).toBe('You are {{who}} $& $1');
  expect(sayName('mode', 'telepathy')).toBe('telepathy');
});

test('with and without a slash at its end the first page is the first page', async () => {
  const staff = await aMemberOfStaff(await aCouncil());
  for (const path of ['/staff', '/staff/']) expect((await staff.look(path)).status, path).toBe(200);
});
