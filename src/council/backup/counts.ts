/** How much there is, as it is told to whoever runs the machine. */
import type { Database } from '../database/schema.ts';

export interface Counts {
  readonly records: number;
  readonly apart: number;
  readonly parked: number;
  readonly clips: number;
}

const many = async (db: Database, table: 'records' | 'apart' | 'parked'): Promise<number> =>
  Number((await db.selectFrom(table).select(({ fn }) => fn.countAll().as('many')).executeTakeFirstOrThrow()).many);

export const count = async (db: Database): Promise<Counts> => {
  const whole = await db.selectFrom('clips').select(({ fn }) => fn.countAll().as('many')).where('receivedOn', 'is not', null).executeTakeFirstOrThrow();
  return { records: await many(db, 'records'), apart: await many(db, 'apart'), parked: await many(db, 'parked'), clips: Number(whole.many) };
};

const some = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`;

/** `12 answers, 3 that stand apart, 1 set aside, 2 recordings`. */
export const inWords = ({ records, apart, parked, clips }: Counts): string =>
  [some(records, 'answer', 'answers'), some(apart, 'that stands apart', 'that stand apart'), `${parked} set aside`, some(clips, 'recording', 'recordings')].join(', ');
