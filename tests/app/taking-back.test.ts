/** Taking back on the phone: the ask is kept before anything else, can be called off, and then nothing of it is left here. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { PackId } from '../../src/domain/id.ts';
import type { Header } from '../../src/domain/record.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { beginCorrection } from '../../src/app/state/correct.ts';
import { handIn, handInInterest, type Desk } from '../../src/app/state/hand-in.ts';
import { finishAll, finishTakingBack, OFFER_MS, takeBack, takeBackByCode, undoTakingBack } from '../../src/app/state/taking-back.ts';
import { drawCode, withdrawHash } from '../../src/proof/code.ts';
import type { SealingKey } from '../../src/seal/keys.ts';
import { openPart } from '../../src/seal/open.ts';
import type { KeptReceipt } from '../../src/store/library.ts';
import { q } from '../kit/a-pack.ts';
import type { APhone } from '../kit/a-phone.ts';
import { aRing } from '../kit/a-ring.ts';
import { aDraft, thePack } from './a-conversation.ts';
import { aDesk, type ADesk } from './a-desk.ts';

let intake: SealingKey;
let ring: KeyRing;
let phone: APhone;
let desk: Desk;
let spoken: ADesk['spoken'];
let close: ADesk['close'];
/** What the worker or the council answers to the app's own questions; another conversation stands before ours. */
let isShelfThere = true;
beforeAll(async () => {
  ({ intake, ring } = await aRing());
});
beforeEach(() => {
  ({ phone, desk, spoken, close } = aDesk(ring));
  isShelfThere = true;
  const { id, version } = thePack();
  const shelf = { v: 1, packs: [{ id, version }, { id: 'a-first-one', version }] };
  vi.stubGlobal('fetch', async (path: string) => {
    if (!isShelfThere) throw new TypeError('no network');
    return Response.json(path.endsWith('/keys.json') ? ring : shelf);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  close();
});

const impact = (text: string) => ({ q: q('impact'), kind: 'words', value: { text, lang: 'en' } }) as const;
const handedIn = async (keepCopy = false): Promise<KeptReceipt> => {
  const handed = await handIn(desk, thePack(), aDraft({ answers: [impact('mine')], keepCopy }), 'en');
  return handed.ok ? handed.value[0]! : expect.fail(handed.problem.code);
};
const taken = async (receipt: KeptReceipt): Promise<KeptReceipt> => {
  const done = await takeBack(desk, receipt);
  return done.ok ? done.value : expect.fail(done.problem.code);
};
const rowOf = async (receipt: KeptReceipt) => (await phone.outbox.rowOf(receipt.takenBack!))!;
const headerOf = async (receipt: KeptReceipt): Promise<Header> => JSON.parse((await rowOf(receipt)).record!.header) as Header;

test('what asks for it holds the code, sealed, under its hash; it waits as long as it can be called off', async () => {
  const receipt = await handedIn();
  const back = await taken(receipt);
  const header = await headerOf(back);
  expect(header).toMatchObject({ kind: 'withdrawal', pack: receipt.pack, withdrawHash: await withdrawHash(receipt.code), clips: [], createdAt: expect.any(String) as string });
  const opened = await openPart([intake.identity], header, (await rowOf(back)).record!.sealed[0]!);
  expect(opened).toMatchObject({ ok: true, value: { part: 'closed', code: receipt.code.replaceAll('-', '') } });
  expect((await rowOf(back)).record!.header).not.toContain(receipt.code.slice(0, 4));
  const now = phone.world.now();
  const page = (at: number) => phone.outbox.page('together', { bytes: 1e9, records: 1e9, now: at });
  expect((await page(now)).map(({ id }) => id)).toEqual([receipt.id]);
  // It goes by itself in the end: the phone may have been put away.
  expect((await page(now + OFFER_MS)).map(({ id }) => id)).toEqual([receipt.id, back.takenBack]);
});

test('called off, the copy is there as before and nothing was asked for', async () => {
  const receipt = await handedIn(true);
  const back = await taken(receipt);
  expect(await undoTakingBack(desk, back)).toEqual(receipt);
  expect(await phone.library.receiptOf(receipt.id)).toEqual(receipt);
  expect(await phone.outbox.rowOf(back.takenBack!)).toBeUndefined();
  await finishTakingBack(desk, receipt.id);
  expect((await phone.library.receiptOf(receipt.id))?.copy).not.toBeNull();
});

test('once nobody can call it off, the copy and every recording of it leave the phone, and it may go', async () => {
  const id = aDraft().id;
  const facts = [await spoken.speak(id, 'impact', 2)];
  const handed = await handIn(desk, thePack(), aDraft({ answers: [impact('mine')], keepCopy: true, clips: [{ q: q('impact'), kind: 'clips', value: facts }] }), 'en');
  const back = await taken(handed.ok ? handed.value[0]! : expect.fail());
  expect(await desk.clips.count()).toBe(1);
  await finishTakingBack(desk, id);
  expect(await phone.library.receiptOf(id)).toMatchObject({ copy: null, takenBack: back.takenBack });
  // It was not sent yet, and now need not be.
  expect(await phone.outbox.rowOf(id)).toBeUndefined();
  expect([await desk.clips.count(), (await desk.recordings.of(id)).length]).toEqual([0, 0]);
  expect(await undoTakingBack(desk, back)).toBeUndefined();
});

test('a tab that was closed over the offer: the next start finishes it', async () => {
  const back = await taken(await handedIn(true));
  await finishAll(desk);
  expect((await phone.library.receiptOf(back.id))?.copy).toBeNull();
  expect((await rowOf(back)).notBefore).toBe(0);
});

test('what stands apart is taken back apart, and says no time', async () => {
  const id = await handInInterest(desk, thePack(), '020 7946 0000', 'en');
  const receipt = (await phone.library.receipts()).find((each) => id.ok && each.id === id.value)!;
  const back = await taken(receipt);
  expect(await headerOf(back)).not.toHaveProperty('createdAt');
  expect((await rowOf(back)).lane).toBe('apart');
});

test('a typed code: it goes as if it stood apart, names the first conversation by its id, and is not kept here', async () => {
  const code = drawCode(phone.world.random);
  const done = await takeBackByCode(desk, code.toLowerCase());
  const back = done.ok ? done.value : expect.fail();
  expect(await headerOf(back)).toMatchObject({ pack: 'a-first-one' as PackId, withdrawHash: await withdrawHash(code) });
  expect(await headerOf(back)).not.toHaveProperty('createdAt');
  expect((await rowOf(back)).lane).toBe('apart');
  expect(JSON.stringify(await phone.library.receipts())).not.toContain(code);
  expect(await takeBackByCode(desk, `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)).toMatchObject({ ok: false, problem: { code: 'not-a-code' } });
});

test('the code of one’s own receipt, typed, takes that one back', async () => {
  const receipt = await handedIn(true);
  expect(await takeBackByCode(desk, receipt.code)).toMatchObject({ ok: true, value: { id: receipt.id } });
  const again = await takeBackByCode(desk, receipt.code);
  expect(again).toMatchObject({ ok: true, value: { id: receipt.id } });
  expect(await phone.outbox.count('waiting')).toBe(2);
});

test('no shelf and no keys: nothing is claimed, and the receipt stands as it was', async () => {
  const receipt = await handedIn();
  isShelfThere = false;
  expect(await takeBack(desk, receipt)).toMatchObject({ ok: false });
  expect(await phone.library.receiptOf(receipt.id)).toEqual(receipt);
});

test('answering again begins with what was said, recordings under ids of their own, and the old stays until it is handed in', async () => {
  const id = aDraft().id;
  const facts = [await spoken.speak(id, 'impact', 2)];
  const handed = await handIn(desk, thePack(), aDraft({ answers: [impact('mine')], keepCopy: true, clips: [{ q: q('impact'), kind: 'clips', value: facts }] }), 'en');
  const old = handed.ok ? handed.value[0]! : expect.fail();
  await beginCorrection(desk, thePack(), 'en', old);
  const draft = (await phone.library.draft(thePack().id))!;
  expect(draft).toMatchObject({ answers: [impact('mine')], keepCopy: true, replaces: { id: old.id, code: old.code } });
  expect(draft.clips?.[0]?.value.map((each) => each.id)).not.toEqual(facts.map((each) => each.id));
  expect((await desk.recordings.of(draft.id)).map(({ isKept }) => isKept)).toEqual([true]);
  expect((await phone.library.receiptOf(old.id))?.takenBack).toBeUndefined();
  const again = await handIn(desk, thePack(), { ...draft, answers: [impact('mine, better')] }, 'en');
  const anew = again.ok ? again.value[0]! : expect.fail();
  const by = anew.replaces!.by;
  expect(JSON.parse((await phone.outbox.rowOf(anew.id))!.record!.header)).toMatchObject({ replaces: old.id });
  expect((await phone.outbox.rowOf(by))?.inOne).toEqual([anew.id, by]);
  await finishAll(desk);
  expect(await phone.library.receiptOf(old.id)).toMatchObject({ takenBack: by, copy: null });
  expect((await desk.recordings.of(old.id)).length).toBe(0);
  // Until the council has the new answers, the old ones are what it would have; also at the next start.
  await finishAll(desk);
  expect((await phone.outbox.rowOf(old.id))?.record).toBeDefined();
  expect((await phone.library.receiptOf(anew.id))?.copy?.answers).toEqual([impact('mine, better')]);
});
