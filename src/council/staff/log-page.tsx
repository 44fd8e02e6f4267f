/** The log, to read: who did what, when, and to which record. */
import type { Council } from '../council.ts';
import type { StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { Cell, Day, Moment, Pages, Row, RowHead, Table } from './parts.tsx';
import { logRows, packOf } from './queries.ts';
import { pageNumber } from './request.ts';
import { isoOf } from './when.ts';
import { say, sayName } from './words.ts';

export const logPage = (council: Council) => async (c: StaffContext) => {
  const log = await logRows(council, pageNumber(c));
  const heads = [say('log.when'), say('log.who'), say('log.did'), say('log.record')];
  return show(c, {
    title: say('log.title'),
    here: 'log',
    children: (
      <>
        <h1>{say('log.title')}</h1>
        <p>{say('log.what')}</p>
        {log.rows.length === 0 ? (
          <p class="empty">{say(log.all === 0 ? 'log.empty' : 'pages.empty')}</p>
        ) : (
          <Table caption={say('log.caption', { count: log.all })} heads={heads}>
            {log.rows.map((row) => (
              <Row>
                <RowHead>
                  {row.did === 'taken-back' ? <Day day={isoOf(row.at).slice(0, 10)} /> : <Moment ms={row.at} />}
                </RowHead>
                <Cell name={say('log.who')}>{row.who}</Cell>
                <Cell name={say('log.did')}>
                  {sayName('did', row.did)}
                  {row.detail === null ? null : <span class="theirs">{packOf(council, row.detail)?.words['title'] ?? row.detail}</span>}
                </Cell>
                <Cell name={say('log.record')}>{row.record === null ? '–' : <code>{row.record}</code>}</Cell>
              </Row>
            ))}
          </Table>
        )}
        <Pages of={log} path="/staff/log" />
      </>
    ),
  });
};
