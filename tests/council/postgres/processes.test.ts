/** Three processes behind a balancer, as a council of many machines runs them; one is killed while a phone is sending. */
import { Agent, request } from 'node:http';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/council/database/open.ts';
import { drain } from '../../../src/sync/drain.ts';
import { aBalancer, throughBalancer } from '../../kit/a-balancer.ts';
import { startCouncil, type ACouncilProcess } from '../../kit/a-council-process.ts';
import { aFolder } from '../../kit/a-folder.ts';
import { aPhone } from '../../kit/a-phone.ts';
import { aRecord, manyLike } from '../../kit/a-record.ts';
import { expectHeld, fetchPack } from '../../kit/a-sender.ts';
import { drawSome } from '../../kit/drawn.ts';
import { aFolderWithKeysOf, anEmptyDatabase } from '../../kit/more-councils.ts';

drawSome(4);

const PATIENCE_MS = 120_000;
const RECORDS = 300;

/** On one database, each with a folder of its own; the keys are copied from the first, as an operator does it. */
const threeProcesses = async () => {
  const { url: databaseUrl } = await anEmptyDatabase();
  const wish = { databaseUrl, packsDir: inject('silentPacks') };
  const folders = [aFolder()];
  const first = await startCouncil(folders[0]!, wish);
  for (let more = 0; more < 2; more += 1) folders.push(aFolderWithKeysOf(`${folders[0]}/keys`));
  const all: ACouncilProcess[] = [first, ...(await Promise.all(folders.slice(1).map((folder) => startCouncil(folder, wish))))];
  onTestFinished(async () => void (await Promise.all(all.map((council) => council.kill()))));
  const db = await openDatabase(folders[0]!, databaseUrl);
  onTestFinished(() => db.destroy());
  return { all, db, restart: async (at: number) => (all[at] = await startCouncil(folders[at]!, { ...wish, port: all[at]!.port })) };
};

/** As a browser does it that follows no redirect; gives the status and the cookie that was set. */
const browse = (address: string, path: string, { cookie = '', form }: { readonly cookie?: string; readonly form?: string } = {}): Promise<{ readonly status: number; readonly cookie: string }> =>
  new Promise((seen, failed) => {
    const headers = { cookie, origin: address, 'content-type': 'application/x-www-form-urlencoded' };
    const sent = request(address + path, { method: form === undefined ? 'GET' : 'POST', headers, agent: new Agent() }, (reply) => {
      reply.resume().on('end', () => seen({ status: reply.statusCode ?? 0, cookie: reply.headers['set-cookie']?.[0]?.split(';')[0] ?? cookie }));
    });
    sent.on('error', failed).end(form);
  });

test('a phone drains 300 records through the balancer while one process is killed: each is there exactly once, and each was acknowledged by a true receipt', async () => {
  const { all, db, restart } = await threeProcesses();
  const balancer = await aBalancer(all.map(({ port }) => port));
  const phone = aPhone(41);
  onTestFinished(async () => {
    phone.close();
    await balancer.close();
  });
  const { pack, ring } = await fetchPack(balancer.address);
  await phone.library.keepReceiptKeys(ring.receipts);
  const answers = await manyLike(await aRecord(ring, pack), RECORDS - 30);
  const asked = await manyLike(await aRecord(ring, pack, { kind: 'support' }), 30);
  await phone.outbox.put([...answers.map((record) => ({ kind: 'answers' as const, record })), ...asked.map((record) => ({ kind: 'support' as const, record }))]);
  phone.answeredBy(throughBalancer(balancer));
  let requests = 0;
  let killed = -1;
  let isGone: Promise<void> | undefined;
  balancer.onRequest = (port) => {
    requests += 1;
    // In the midst of the second page, which is large: it may be kept or not, and its answer is lost.
    if (requests !== 2) return;
    killed = all.findIndex((council) => council.port === port);
    isGone = all[killed]!.kill();
  };
  const ended = [await drain(phone.sending)];
  while (ended.length < 20 && (await phone.outbox.count('waiting')) > 0) ended.push(await drain(phone.sending));
  await isGone;
  expect(ended.map(({ stopped }) => stopped ?? 'done')).toContain('network');
  const rows = [...(await db.selectFrom('records').select('id').execute()), ...(await db.selectFrom('apart').select('id').execute())].map(({ id }) => id);
  expect(rows).toHaveLength(RECORDS);
  expect(rows.toSorted()).toEqual([...answers, ...asked].map(({ id }) => id as string).toSorted());
  expect(await db.selectFrom('parked').select('id').execute()).toEqual([]);
  expect(new Set(balancer.carried).size).toBe(3);
  await restart(killed);
  for (const { address } of all) await expectHeld(address, ring, [...answers, ...asked]);
}, PATIENCE_MS);

test('whoever signs in at one is signed in at all of them; what they do stands in one log, and signing out holds everywhere', async () => {
  const { all, db } = await threeProcesses();
  const [first, second, third] = all as [ACouncilProcess, ACouncilProcess, ACouncilProcess];
  // A link that one process printed, used at another.
  const { cookie } = await browse(second.address, new URL(first.staffLink).pathname, { form: 'name=Ayaan' });
  expect(cookie).toContain('our-turn-staff=');
  for (const { address } of all) expect((await browse(address, '/staff/log', { cookie })).status).toBe(200);
  expect((await browse(third.address, new URL(first.staffLink).pathname, { form: 'name=Other' })).cookie).toBe('');
  await browse(third.address, '/staff/sign-out', { cookie, form: '' });
  for (const { address } of all) expect((await browse(address, '/staff/log', { cookie })).status).toBe(401);
  const deeds = (await db.selectFrom('audit').select(['who', 'did']).execute()).filter(({ who }) => who === 'Ayaan').map(({ did }) => did);
  expect(deeds.toSorted()).toEqual(['signed-in', 'signed-out']);
}, PATIENCE_MS);
