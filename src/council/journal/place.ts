/** The second place at work: what the database has committed goes into the journal, and only then is it called durable. */
import type { Env } from '../../domain/env.ts';
import { toHex } from '../../domain/id.ts';
import type { Log } from '../council.ts';
import type { Database } from '../database/schema.ts';
import type { Erasure, KeptRow, SecondPlace } from '../second-place.ts';
import { codeOf } from '../log.ts';
import { councilIdOf } from './council-id.ts';
import type { Depot } from './depot.ts';
import { eraseAtOnce } from './erase.ts';
import { asLine, headLine, JOURNAL_VERSION } from './lines.ts';
import { apartName, clipName, COUNCIL_FILE, erasureName } from './names.ts';
import { startTidying, type Tidying } from './tidying.ts';
import { openWriter, type Writer } from './writer.ts';

/** Files that are written side by side, so that a trip to the disk is not waited for one by one. */
const FILES_AT_ONCE = 16;
/** What a second place that hangs has not taken by then is mended at the next start. */
const LONGEST_CLOSE_MS = 2_000;
const NAME_BYTES = 12;

export interface OpenSecondPlace extends SecondPlace {
  readonly depot: Depot;
  readonly writer: Writer;
  readonly tidying: Tidying;
  /** This council's id, which the journal bears from now on. */
  readonly begin: () => Promise<string>;
  readonly close: () => Promise<void>;
}

const sideBySide = async <T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> => {
  for (let from = 0; from < all.length; from += FILES_AT_ONCE) await Promise.all(all.slice(from, from + FILES_AT_ONCE).map(work));
};

const keepApart = (depot: Depot, council: string, kept: Exclude<KeptRow, { readonly table: 'records' }>): Promise<void> =>
  depot.put(apartName(kept.row.receivedOn, kept.row), [Buffer.from(headLine(council) + asLine(kept))], kept.row.receivedOn);

async function* withHead(head: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  yield* pieces;
}

export const openSecondPlace = (depot: Depot, { db, env, log }: { readonly db: Database; readonly env: Env; readonly log: Log }): OpenSecondPlace => {
  const tidying = startTidying(db, (why) => log('alarm', { what: 'journal-marks', error: codeOf(why) }));
  let begun: Promise<string> | undefined;
  const makeSure = async (): Promise<string> => {
    const council = await councilIdOf(db, env);
    if ((await depot.read(COUNCIL_FILE)) === undefined) await depot.put(COUNCIL_FILE, [Buffer.from(`${JSON.stringify({ v: JOURNAL_VERSION, council })}\n`)]);
    return council;
  };
  const begin = (): Promise<string> =>
    (begun ??= makeSure().catch((why: unknown) => {
      begun = undefined;
      throw why;
    }));
  const writer = openWriter(depot, env, begin, tidying.mark);
  const enter = ({ erasedOn, ...erasure }: Erasure, council: string): Promise<void> =>
    depot.put(erasureName(erasedOn, toHex(env.random(NAME_BYTES))), [Buffer.from(headLine(council) + asLine({ erasure: { ...erasure, erasedOn } }))], erasedOn);
  return {
    depot,
    writer,
    tidying,
    begin,
    isApart: depot.isApart,
    stands: tidying.has,
    keep: async (rows) => {
      const council = await begin();
      const together = rows.filter(({ table }) => table === 'records');
      const apart = rows.flatMap((kept) => (kept.table === 'records' ? [] : [kept]));
      if (together.length > 0) await writer.append(together.map(asLine).join(''));
      await sideBySide(apart, (kept) => keepApart(depot, council, kept));
      tidying.stands(rows.map(({ row }) => row));
    },
    keepClip: async (clip, pieces) => {
      if (clip.receivedOn === null) throw new Error('a clip that is not whole is kept in one place only');
      await depot.put(clipName(clip.receivedOn, clip), withHead(headLine(await begin()) + asLine(clip), pieces), clip.receivedOn);
      tidying.stands([clip]);
    },
    erase: async (erasures) => {
      const council = await begin();
      await sideBySide(erasures, (each) => enter(each, council));
      await writer.turn();
      await eraseAtOnce(depot, db, erasures, writer.mayChange);
    },
    close: async () => {
      const over = new AbortController();
      await Promise.race([writer.turn(), env.sleep(LONGEST_CLOSE_MS, over.signal)]);
      over.abort();
      await tidying.close();
    },
  };
};
