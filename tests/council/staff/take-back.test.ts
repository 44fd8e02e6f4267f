/** Staff take something back by its code, without a script; what it was is neither shown nor logged. */
import { beforeAll, expect, test } from 'vitest';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aMemberOfStaff, aStranger, formsOf } from '../../kit/a-member-of-staff.ts';
import { aCode, aRecord } from '../../kit/a-record.ts';

const PATH = '/staff/take-back';
const whenOver = theEnd();
let at: ACouncil;
beforeAll(async () => {
  at = await aCouncil(aFolderFor(whenOver), { whenOver });
});
const record = (code: string, header = {}) => aRecord(at.council.keys.ring, at.council.packs.current('visitor-parking')!.pack, { code, header });

test('nobody who is not signed in takes anything back', async () => {
  const code = aCode();
  const sent = await record(code);
  await at.hand([sent]);
  expect((await aStranger(at).send(PATH, { code })).status).toBe(401);
  expect(await at.council.db.selectFrom('records').select('id').where('id', '=', sent.id).execute()).toHaveLength(1);
});

test('a code as it is said on the phone takes it back, and the page says what became of it', async () => {
  const staff = await aMemberOfStaff(at, 'Hasan');
  const code = aCode();
  const sent = await record(code);
  await at.hand([sent]);
  expect(formsOf(await staff.look(PATH))).toContain(PATH);
  const done = await staff.send(PATH, { code: code.toLowerCase().replaceAll('-', ' ') });
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('It is taken back.')]);
  for (const secret of [code, sent.id]) expect(done.html).not.toContain(secret);
  expect((await staff.send(PATH, { code })).text).toContain('It had been taken back already.');
  expect((await staff.send(PATH, { code: aCode() })).text).toContain('Nothing has come with this code yet.');
  expect((await staff.look(`/staff/answers/${sent.id}`)).status).toBe(404);
  const log = (await staff.look('/staff/log')).text;
  expect(log).toContain('Took something back by its code');
  expect(log).not.toContain(code);
});

test('a wrong letter: nothing is taken back, what was typed is given back, and the fault leads to its field', async () => {
  const staff = await aMemberOfStaff(at);
  const typed = 'K9BX-BGGW-GHAE-XA';
  const page = await staff.send(PATH, { code: typed });
  expect(page.status).toBe(400);
  expect(page.html).toMatch(new RegExp(`value="${typed}"`));
  expect(page.html).toContain('href="#code"');
});

test('an answer that corrects an earlier one says so, closed and open', async () => {
  const staff = await aMemberOfStaff(at);
  const sent = await record(aCode(), { replaces: '0123456789abcdef0123456789abcdef' });
  await at.hand([sent]);
  for (const page of [await staff.look(`/staff/answers/${sent.id}`), await staff.send(`/staff/answers/${sent.id}`)]) expect(page.text).toContain('Corrects an earlier answer');
});
