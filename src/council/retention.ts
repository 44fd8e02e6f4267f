/** What has been kept as long as was promised, and goes: found by conversation and kind, and erased like what is taken back. */
import { addDays, KEEP_PARKED_DAYS, keptUntil } from '../domain/keep-until.ts';
import { note } from './audit.ts';
import { packNumberIn } from './around-clip.ts';
import type { Council } from './council.ts';
import { transact } from './database/transact.ts';
import { dayOf } from './day.ts';
import { erase } from './erase.ts';
import { payErasures } from './erasures-due.ts';

/** Of one conversation and kind; `parked` is what was put aside. */
export interface Due {
  readonly pack: string;
  readonly kind: string;
  /** How many are here. */
  readonly all: number;
  /** Those whose last day has passed. */
  readonly ids: readonly string[];
  /** The earliest last day among the others. */
  readonly nextOn: string | undefined;
}

type Desk = Pick<Council, 'db' | 'env' | 'packs'>;

interface Kept {
  readonly id: string;
  readonly pack: string;
  readonly kind: string;
  /** Undefined where the conversation is not known any more: then it stays, and is counted. */
  readonly until: string | undefined;
}

/** Few enough to lie in memory beside each other, headers and all. */
const AT_ONCE = 500;

const untilOf = ({ packs }: Pick<Council, 'packs'>, pack: string, kind: string, packNumber: number, receivedOn: string): string | undefined => {
  const now = packs.current(pack)?.pack;
  return now && keptUntil(kind, now, packs.version(pack, packNumber)?.pack ?? now, receivedOn);
};

async function* keptRecords(council: Desk): AsyncGenerator<Kept> {
  for (let after = ''; ; ) {
    const rows = await council.db.selectFrom('records').select(['id', 'pack', 'kind', 'packNumber', 'receivedAt']).where('id', '>', after).orderBy('id').limit(AT_ONCE).execute();
    for (const { id, pack, kind, packNumber, receivedAt } of rows) yield { id, pack, kind, until: untilOf(council, pack, kind, packNumber, dayOf(Number(receivedAt))) };
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? '';
  }
}

async function* keptApart(council: Desk): AsyncGenerator<Kept> {
  for (let after = ''; ; ) {
    const rows = await council.db.selectFrom('apart').select(['id', 'pack', 'kind', 'header', 'receivedOn']).where('id', '>', after).orderBy('id').limit(AT_ONCE).execute();
    for (const { id, pack, kind, header, receivedOn } of rows) yield { id, pack, kind, until: untilOf(council, pack, kind, packNumberIn(header), receivedOn) };
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? '';
  }
}

/** Put aside under the id of something that is kept, it goes when that goes. */
async function* keptAside({ db }: Desk): AsyncGenerator<Kept> {
  const rows = await db
    .selectFrom('parked')
    .leftJoin('records', 'records.id', 'parked.id')
    .leftJoin('apart', 'apart.id', 'parked.id')
    .select(['parked.id', 'parked.receivedOn'])
    .where('records.id', 'is', null)
    .where('apart.id', 'is', null)
    .orderBy('parked.id')
    .execute();
  const lastOf = new Map<string, string>();
  for (const { id, receivedOn } of rows) if (receivedOn > (lastOf.get(id) ?? '')) lastOf.set(id, receivedOn);
  for (const [id, receivedOn] of lastOf) yield { id, pack: '', kind: 'parked', until: addDays(receivedOn, KEEP_PARKED_DAYS) };
}

/** What would go today, and when the next would. Erases nothing. */
export const dueNow = async (council: Desk): Promise<readonly Due[]> => {
  const today = dayOf(council.env.now());
  const found = new Map<string, { pack: string; kind: string; all: number; ids: string[]; nextOn: string | undefined }>();
  for (const kept of [keptRecords, keptApart, keptAside]) {
    for await (const { id, pack, kind, until } of kept(council)) {
      const name = `${pack} ${kind}`;
      const due = found.get(name) ?? { pack, kind, all: 0, ids: [], nextOn: undefined };
      found.set(name, due);
      due.all += 1;
      if (until === undefined) continue;
      if (until < today) due.ids.push(id);
      else if (due.nextOn === undefined || until < due.nextOn) due.nextOn = until;
    }
  }
  return [...found.values()].toSorted((one, other) => (`${one.pack} ${one.kind}` < `${other.pack} ${other.kind}` ? -1 : 1));
};

/** Erases it, for `who`: logged by conversation and kind, with the number. What it erased is never taken in again. */
export const eraseDue = async (council: Desk & Pick<Council, 'second' | 'log'>, who: string, due: readonly Due[]): Promise<void> => {
  const day = dayOf(council.env.now());
  for (const { pack, kind, ids } of due) {
    if (ids.length === 0) continue;
    await note(council, who, 'erased-old', null, `${pack === '' ? '' : `${pack} `}${kind} ${ids.length}`);
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      await transact(council.db, (db) => erase(db, council.env, { ids: some }, day));
      await payErasures(council);
    }
  }
};
