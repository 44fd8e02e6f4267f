/** What was put aside: well formed, kept, and not understood here. Only headers are shown; they hold no words. */
import * as v from 'valibot';
import type { Council } from '../council.ts';
import type { StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { Cell, Day, Pages, Row, RowHead, Table } from './parts.tsx';
import { parkedRecords } from './queries.ts';
import { pageNumber } from './request.ts';
import { say, sayName } from './words.ts';

/** A header of ours has some 400 letters; of a stranger's the beginning is enough to see what it is. */
const LONGEST_HEADER_SHOWN = 1_000;
const Carried = v.object({ header: v.string() });

const headerOf = (record: string): string | undefined => {
  try {
    const parsed = v.safeParse(Carried, JSON.parse(record));
    return parsed.success ? parsed.output.header.slice(0, LONGEST_HEADER_SHOWN) : undefined;
  } catch {
    return undefined;
  }
};

const Header = ({ record }: { readonly record: string }) => {
  const header = headerOf(record);
  if (header === undefined) return <>{say('parked.no-header')}</>;
  return (
    <details>
      <summary>{say('parked.show-header')}</summary>
      <pre>{header}</pre>
    </details>
  );
};

export const parkedPage = (council: Council) => async (c: StaffContext) => {
  const parked = await parkedRecords(council, pageNumber(c));
  return show(c, {
    title: say('parked.title'),
    here: 'parked',
    children: (
      <>
        <h1>{say('parked.title')}</h1>
        <p>{say('parked.what')}</p>
        {parked.rows.length === 0 ? (
          <p class="empty">{say(parked.all === 0 ? 'parked.empty' : 'pages.empty')}</p>
        ) : (
          <Table caption={say('parked.caption', { count: parked.all })} heads={[say('parked.day'), say('parked.why'), say('parked.id'), say('parked.header')]}>
            {parked.rows.map((row) => (
              <Row>
                <RowHead>
                  <Day day={row.receivedOn} />
                </RowHead>
                <Cell name={say('parked.why')}>{sayName('why', row.why)}</Cell>
                <Cell name={say('parked.id')}>
                  <code>{row.id}</code>
                </Cell>
                <Cell name={say('parked.header')}>
                  <Header record={row.record} />
                </Cell>
              </Row>
            ))}
          </Table>
        )}
        <Pages of={parked} path="/staff/parked" />
      </>
    ),
  });
};
