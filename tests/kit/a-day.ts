/** A day at a council, by a seed: hundreds of people, each with the app's own code, alone, without a network for hours, or forty at one table. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { handIn, handInInterest, handInSupport, type Desk } from '../../src/app/state/hand-in.ts';
import type { Config } from '../../src/council/config.ts';
import { councilApp } from '../../src/council/http/app.ts';
import { logTo } from '../../src/council/log.ts';
import { openCouncil, type OpenCouncil } from '../../src/council/open-council.ts';
import { closeDays } from '../../src/council/nights.ts';
import { openApartAndLog, openAndLog } from '../../src/council/opening.ts';
import { realWorld } from '../../src/council/world.ts';
import type { Draft } from '../../src/domain/draft.ts';
import type { RecordId } from '../../src/domain/id.ts';
import type { Pack } from '../../src/domain/pack.ts';
import { APART_KINDS } from '../../src/domain/record.ts';
import { drain } from '../../src/sync/drain.ts';
import { configFor } from './a-council.ts';
import { aPacksFolder } from './a-packs-folder.ts';
import { aPhone, bodyOf, type APhone } from './a-phone.ts';
import { databaseFor } from './engine.ts';
import { aSomebody, someChance, type Chance, type Somebody } from './somebody.ts';

export interface ADay {
  readonly council: OpenCouncil;
  readonly config: Config;
  /** Every line, with its time. */
  readonly log: readonly string[];
  /** What nobody at the council knows: whose answers a request stands beside. */
  readonly truth: ReadonlyMap<RecordId, RecordId>;
  /** The same: when each request came, in the order in which they came. */
  readonly came: ReadonlyMap<RecordId, number>;
}

const HOUR_MS = 3_600_000;
const DAY = Date.UTC(2026, 10, 24);
/** At noon a word of the conversation is changed and published. Whoever has it open goes on with what they see. */
const NOON = DAY + 12 * HOUR_MS;
/** Two hours after midnight the day is over for good. */
const NIGHT = DAY + 26 * HOUR_MS;
/** At one table, on one phone, offline until the evening. */
const AT_THE_TABLE = 40;
const TABLE_FROM = DAY + 13 * HOUR_MS;
const TABLE_SENDS = DAY + 18 * HOUR_MS;
const OPENED_BY_STAFF = 25;

interface Deed {
  readonly at: number;
  readonly do: () => Promise<void>;
}

/** What a council in this process is on this day: its clock is the day's. */
interface Stage {
  now: number;
  council: OpenCouncil;
  fetch: (request: Request) => Response | Promise<Response>;
  /** Both versions, the newer one from noon on. */
  readonly packs: Pack[];
}

const openStage = async (config: Config, stage: Stage, log: string[]): Promise<void> => {
  const env = { ...realWorld(), now: () => stage.now };
  stage.council = await openCouncil(config, env, logTo((line) => log.push(line), env), true);
  stage.fetch = councilApp(stage.council).fetch;
  stage.packs.push(stage.council.packs.current('visitor-parking')!.pack);
};

const deskOf = (phone: APhone, stage: Stage): Desk => ({
  env: phone.world, library: phone.library, outbox: phone.outbox, recordings: phone.recordings(), clips: phone.clips(),
  hasRecordings: () => Promise.resolve(false), ring: () => Promise.resolve(stage.council.keys.ring),
});

/** A phone whose clock goes as the day does, more or less, and whose requests take their time. */
const aPhoneOn = (stage: Stage, seed: number, chance: Chance, came: Map<RecordId, number>): APhone => {
  const phone = aPhone(seed);
  const wrongBy = chance.between(-90_000, 90_000);
  phone.answeredBy(async (request) => {
    stage.now += Math.round(chance.between(40, 700));
    if (request.method === 'POST') for (const { id, header } of (await bodyOf(request)).records ?? []) if (APART_KINDS.has((JSON.parse(header) as { kind: string }).kind)) came.set(id, stage.now);
    return stage.fetch(request);
  });
  return { ...phone, world: Object.assign(phone.world, { now: () => stage.now + Math.round(wrongBy), pass: () => undefined }) };
};

/** Everything that one person does, as deeds of the day. */
const deedsOf = (stage: Stage, phone: APhone, somebody: Somebody, truth: Map<RecordId, RecordId>, sends: (at: number) => Deed): readonly Deed[] => {
  const { at, chance } = somebody;
  let draft: Draft;
  const pack = (): Pack => (somebody.cameAt < NOON ? stage.packs[0]! : stage.packs.at(-1)!);
  const begun = async (): Promise<void> => void (draft ??= await somebody.draft(pack(), phone));
  const before: readonly Deed[] = somebody.stopsFirst
    ? [{ at: somebody.cameAt, do: async () => {
        await begun();
        await handInSupport(deskOf(phone, stage), pack(), draft, somebody.lang);
        draft = { ...draft, support: { ...draft.support, handedIn: true } };
      } }, sends(somebody.cameAt + 500)]
    : [];
  const finish: Deed = { at, do: async () => {
    await begun();
    const done = await handIn(deskOf(phone, stage), pack(), draft, somebody.lang);
    if (!done.ok) throw new Error(done.problem.code);
    if (somebody.asks) truth.set(draft.support.id, draft.id);
  } };
  const wish: readonly Deed[] = somebody.wantsToHear
    ? [{ at: at + Math.round(chance.between(15_000, 120_000)), do: async () => {
        const id = await handInInterest(deskOf(phone, stage), pack(), somebody.reach, somebody.lang);
        if (id.ok) truth.set(id.value, draft.id);
      } }]
    : [];
  return [...before, finish, ...wish];
};

const sendsOn = (phone: APhone, at: number): Deed => ({ at, do: async () => void (await drain(phone.sending)) });

/** Staff look at some of what has come, in the evening, as their pages list it. */
const staffRead = async ({ council }: Stage): Promise<void> => {
  const answers = await council.db.selectFrom('records').select('id').orderBy('receivedAt').limit(OPENED_BY_STAFF).execute();
  const asked = await council.db.selectFrom('apart').select('id').orderBy('id').limit(OPENED_BY_STAFF).execute();
  for (const { id } of answers) await openAndLog(council, 'Amina', id);
  for (const { id } of asked) await openApartAndLog(council, 'Amina', id);
};

/** In the night the council that runs closes the day that is over, as it does by itself. */
const night = async (stage: Stage): Promise<void> => {
  stage.now = NIGHT;
  const { council } = stage;
  await closeDays(council);
};

/** `people` come by themselves, and forty more to the table. It is night, and the council goes on running. */
export const aDay = async (folder: string, seed: number, people: number): Promise<ADay> => {
  const chance = someChance(seed);
  const packs = aPacksFolder(join(folder, 'packs'));
  const databaseUrl = await databaseFor(folder);
  const config: Config = { ...configFor(folder, packs.folder), ...(databaseUrl === undefined ? {} : { databaseUrl }) };
  mkdirSync(folder, { recursive: true });
  const [log, truth, came] = [[] as string[], new Map<RecordId, RecordId>(), new Map<RecordId, number>()];
  const stage = { now: DAY + 5 * HOUR_MS, packs: [] } as unknown as Stage;
  await openStage(config, stage, log);
  const phones: APhone[] = [];
  const newPhone = (): APhone => {
    const phone = aPhoneOn(stage, seed + phones.length * 7_919, chance, came);
    phones.push(phone);
    return phone;
  };
  const alone = Array.from({ length: people }, () => aSomebody(chance, DAY, 'own-phone')).flatMap((somebody) => {
    const phone = newPhone();
    const sends = (at: number): Deed => sendsOn(phone, at + somebody.offlineMs);
    const deeds = deedsOf(stage, phone, somebody, truth, sends);
    return [...deeds, ...deeds.map(({ at }) => sends(at + 200))];
  });
  const shared = newPhone();
  const table = Array.from({ length: AT_THE_TABLE }, (_, turn) => aSomebody(chance, TABLE_FROM + turn * 6 * 60_000, 'outreach'))
    .flatMap((somebody) => deedsOf(stage, shared, somebody, truth, () => ({ at: somebody.at, do: () => Promise.resolve() })));
  const publish: Deed = { at: NOON, do: async () => {
    await stage.council.close();
    packs.change('visitor-parking/en.json', (words: Record<string, string>) => ({ ...words, title: `${words['title']} ` }));
    await openStage(config, stage, log);
  } };
  const deeds = [...alone, ...table, publish, sendsOn(shared, TABLE_SENDS), { at: DAY + 20 * HOUR_MS, do: () => staffRead(stage) }];
  for (const deed of deeds.toSorted((one, other) => one.at - other.at)) {
    stage.now = Math.max(stage.now, deed.at);
    await deed.do();
  }
  for (const phone of phones) {
    // Whoever was offline all day comes home in the evening.
    await drain(phone.sending);
    phone.close();
  }
  await night(stage);
  return { council: stage.council, config, log, truth, came };
};
