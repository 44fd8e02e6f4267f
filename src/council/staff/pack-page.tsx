/** One conversation: the list of what people answered, none of it opened. */
import type { Council } from '../council.ts';
import { unheardIn } from '../unheard.ts';
import type { StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { PackFacts, PackNav, PackTop } from './pack-top.tsx';
import { Cell, Moment, Notice, OpenButton, Opened, Pages, Row, RowHead, Table, type Paged } from './parts.tsx';
import { notFoundPage } from './plain-pages.tsx';
import { answersTo, figuresByPack, nextUnopened, packOf, type ListedAnswer } from './queries.ts';
import { pageNumber } from './request.ts';
import { WaitingToBeHeard } from './waiting.tsx';
import { dayOf } from './when.ts';
import { say, sayName } from './words.ts';

const AnswerRow = ({ answer }: { readonly answer: ListedAnswer }) => (
  <Row>
    <RowHead>
      <Moment ms={answer.receivedAt} />
    </RowHead>
    <Cell name={say('answers.given')}>{answer.givenAt === null ? say('answers.not-known') : <Moment ms={answer.givenAt} />}</Cell>
    <Cell name={say('answers.mode')}>{sayName('mode', answer.mode)}</Cell>
    <Cell name={say('answers.version')}>{answer.packNumber}</Cell>
    <Cell name={say('answers.opened')}>
      <Opened opened={answer.opened} />
    </Cell>
    <Cell name="">
      <OpenButton action={`/staff/answers/${answer.id}`} about={say('answers.received-on', { date: dayOf(answer.receivedAt) })} />
    </Cell>
  </Row>
);

const AnswerTable = ({ of, pack }: { readonly of: Paged<ListedAnswer>; readonly pack: string }) => {
  if (of.rows.length === 0) return <p class="empty">{say(of.all === 0 ? 'answers.empty' : 'pages.empty')}</p>;
  const heads = [say('answers.received'), say('answers.given'), say('answers.mode'), say('answers.version'), say('answers.opened'), say('answers.read')];
  return (
    <>
      <Table caption={say('answers.caption', { count: of.all })} heads={heads}>
        {of.rows.map((answer) => (
          <AnswerRow answer={answer} />
        ))}
      </Table>
      <Pages of={of} path={`/staff/packs/${pack}`} />
    </>
  );
};

/** Straight to the one that has waited longest. */
export const NextUnopened = ({ id }: { readonly id: string | undefined }) =>
  id === undefined ? null : (
    <form method="post" action={`/staff/answers/${id}`}>
      <button class="button full">{say('answers.next')}</button>
    </form>
  );

/** The first few of each language; the rest stands under "Listening". */
const WAITING_HERE = 5;

export const packPage = (council: Council) => async (c: StaffContext) => {
  const found = packOf(council, c.req.param('pack') ?? '');
  if (found === undefined) return notFoundPage(c);
  const { id } = found.pack;
  const [answers, figures, next, unheard] = await Promise.all([
    answersTo(council, id, pageNumber(c)), figuresByPack(council), nextUnopened(council, id), unheardIn(council, id),
  ]);
  const { asked, unopened } = figures(id);
  return show(c, {
    title: found.words['title'] ?? id,
    here: 'home',
    children: (
      <>
        <PackTop of={found} />
        <details>
          <summary>{say('pack.about')}</summary>
          <PackFacts pack={found.pack} />
        </details>
        <PackNav pack={id} here="answers" asked={asked} />
        {next === undefined ? null : (
          <Notice kind="good">
            <p>{say('answers.waiting', { count: unopened })}</p>
            <NextUnopened id={next} />
          </Notice>
        )}
        <WaitingToBeHeard of={unheard} titleOf={() => ''} most={WAITING_HERE} />
        <AnswerTable of={answers} pack={id} />
        <p class="soft">{say('answers.logged')}</p>
      </>
    ),
  });
};
