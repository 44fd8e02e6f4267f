/**
 * Saving an answer with strict durability: the built outbox and draft against a raw strict IndexedDB put of the same
 * bytes, and the outbox with 10,000 records kept or waiting, or 100,000, against the empty one. On the disk, for a private window's
 * database is in memory and would flatter everyone.
 */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { withAnswer } from '../../src/domain/answer.ts';
import { beginDraft, type Draft } from '../../src/domain/draft.ts';
import { versionName, type Shelf } from '../../src/domain/pack.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { someAnswers } from '../kit/a-pack.ts';
import { aPhoneBrowser } from '../kit/a-phone-browser.ts';
import { aRecord } from '../kit/a-record.ts';
import { someBytes } from '../kit/a-world.ts';
import { inPairs, median, PAIRS, type Ratio } from './pairs.ts';
import { aSavingPage, fill, hold, save, TIMES, waiting, type Way } from './saving.ts';
import { onStage, type Stage } from './stage.ts';
import { ratioRow, report } from './table.ts';

const GOALS = { save: 2, growth: 1.3 } as const;
const MANY = 10_000;
const VERY_MANY = 100_000;
/** One pair is the medians of so many batches of saves each way, in turns. */
const GROUP = 5;

/** As large as what a person really hands in. */
const whatIsSaved = async (origin: string): Promise<{ record: Awaited<ReturnType<typeof aRecord>>; draft: Draft }> => {
  const json = async <T>(path: string): Promise<T> => (await fetch(origin + path)).json() as Promise<T>;
  const [pack] = (await json<Shelf>('/packs/')).packs;
  if (pack === undefined) throw new Error('the council has no conversation');
  const ring = await json<KeyRing>(`/packs/${pack.id}/${versionName(pack.version)}/keys.json`);
  const begun = beginDraft({ pack: pack.id, packVersion: pack.version, mode: 'own-phone', lang: 'en' }, someBytes(1), Date.now());
  const answers = someAnswers().reduce((all, answer) => withAnswer(all, answer.q, answer), begun.answers);
  return { record: await aRecord(ring, pack), draft: { ...begun, answers } };
};

/** Ours and the floor by turns, batch by batch; each side's pair is its group's median. */
const byGroups = (floor: () => Promise<number>, ours: () => Promise<number>): Promise<Ratio> => {
  let taken: { floor: number[]; ours: number[] } = { floor: [], ours: [] };
  /** Whichever is asked first takes the whole group for both, so that they are as near to each other as can be. */
  const group = async (): Promise<void> => {
    taken = { floor: [], ours: [] };
    for (let at = 0; at < GROUP; at += 1) {
      taken.floor.push(await floor());
      taken.ours.push(await ours());
    }
  };
  const half = (side: 'floor' | 'ours') => async (): Promise<number> => {
    if (taken[side].length === 0) await group();
    const its = median(taken[side]);
    taken[side] = [];
    return its;
  };
  return inPairs(half('floor'), half('ours'));
};

const measure = async ({ ours, folder }: Stage): Promise<void> => {
  const { record, draft } = await whatIsSaved(ours);
  const phone = await aPhoneBrowser(join(folder, 'phone'));
  // Several origins of one council: each has databases of its own.
  const fresh = await aSavingPage(phone.context, ours, record, draft);
  const full = await aSavingPage(phone.context, ours.replace('127.0.0.1', 'localhost'), record, draft);
  await fill(full, MANY);
  const kept = await aSavingPage(phone.context, ours.replace('127.0.0.1', 'kept.localhost'), record, draft);
  await fill(kept, MANY);
  await hold(kept);
  const huge = await aSavingPage(phone.context, ours.replace('127.0.0.1', 'huge.localhost'), record, draft);
  await fill(huge, VERY_MANY);
  const counted = [await waiting(full), await waiting(kept), await waiting(huge)];
  if (counted.join() !== [MANY, 0, VERY_MANY].join()) throw new Error(`${counted.join(', ')} records wait`);
  const way = (page: Page, which: Way) => (): Promise<number> => save(page, which);
  // First, while next to nothing waits there. Never cleared: what was deleted slows a database down more than what is there.
  const growth = await byGroups(way(fresh, 'put'), way(full, 'put'));
  const growthKept = await byGroups(way(fresh, 'put'), way(kept, 'put'));
  const growthHuge = await byGroups(way(fresh, 'put'), way(huge, 'put'));
  const put = await byGroups(way(fresh, 'raw-record'), way(fresh, 'put'));
  const putFull = await byGroups(way(full, 'raw-record'), way(full, 'put'));
  const keep = await byGroups(way(fresh, 'raw-draft'), way(fresh, 'keep'));
  await phone.close();
  report({
    name: 'save',
    rows: [
      ratioRow('hand in one record (outbox.put)', put, GOALS.save),
      ratioRow('keep a draft after an answer (library.change)', keep, GOALS.save),
      ratioRow(`hand in with ${MANY} waiting, against raw`, putFull, GOALS.save),
      ratioRow(`growth: ${MANY} waiting (ours) against none (floor)`, growth, GOALS.growth),
      ratioRow(`growth: ${MANY} kept, acknowledged and not yet durable`, growthKept, GOALS.growth),
      ratioRow(`growth: ${VERY_MANY} waiting`, growthHuge, GOALS.growth),
    ],
    notes: [
      `The record is ${JSON.stringify(record).length} bytes of JSON, the draft ${JSON.stringify(draft).length}. Each pair is the medians of ${GROUP} batches of ${TIMES} saves each way, in turns.`,
      `"None" grew to ${3 * GROUP * TIMES * (PAIRS + 1)} while growth was measured.`,
    ],
    details: { put, keep, putFull, growth, growthKept, growthHuge },
  });
};

await onStage([], measure);
