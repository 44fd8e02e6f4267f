/** What people asked for: support, and to hear back. Apart from the answers, known to the day, opened one by one. */
import { REACH } from '../../domain/clip.ts';
import { LANGUAGE_NAMES } from '../../domain/language.ts';
import { packNumberIn } from '../around-clip.ts';
import type { Council } from '../council.ts';
import type { ApartTable } from '../database/schema.ts';
import { openApartAndLog, type OpenedApart } from '../opening.ts';
import { recordedIn, type Recorded } from '../recorded.ts';
import { NeedsKey, type NeedsKeyProps } from './answer-page.tsx';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { PackNav, PackTop } from './pack-top.tsx';
import { Cell, Day, Fact, Facts, Notice, OpenButton, Opened, Pages, Row, RowHead, Table, Up } from './parts.tsx';
import { notFoundPage } from './plain-pages.tsx';
import { askedById, askedOf, figuresByPack, packOf, type ListedAsked } from './queries.ts';
import { idInPath, pageNumber } from './request.ts';
import { Told } from './told.tsx';
import { say, sayName } from './words.ts';

const AskedRow = ({ asked }: { readonly asked: ListedAsked }) => (
  <Row>
    <RowHead>
      <Day day={asked.receivedOn} />
    </RowHead>
    <Cell name={say('asked.kind')}>{sayName('kind', asked.kind)}</Cell>
    <Cell name={say('answers.opened')}>
      <Opened opened={asked.opened} />
    </Cell>
    <Cell name="">
      <OpenButton action={`/staff/asked/${asked.id}`} about={sayName('kind', asked.kind)} />
    </Cell>
  </Row>
);

/** The list, none of it opened. */
export const askedPage = (council: Council) => async (c: StaffContext) => {
  const found = packOf(council, c.req.param('pack') ?? '');
  if (found === undefined) return notFoundPage(c);
  const { id } = found.pack;
  const [asked, figures] = await Promise.all([askedOf(council, id, pageNumber(c)), figuresByPack(council)]);
  const heads = [say('asked.day'), say('asked.kind'), say('answers.opened'), say('answers.read')];
  return show(c, {
    title: `${say('asked.title')}: ${found.words['title'] ?? id}`,
    here: 'home',
    children: (
      <>
        <PackTop of={found} />
        <PackNav pack={id} here="asked" asked={figures(id).asked} />
        <p>{say('asked.apart')}</p>
        {asked.rows.length === 0 ? (
          <p class="empty">{say(asked.all === 0 ? 'asked.empty' : 'pages.empty')}</p>
        ) : (
          <>
            <Table caption={say('asked.caption', { count: asked.all })} heads={heads}>
              {asked.rows.map((each) => (
                <AskedRow asked={each} />
              ))}
            </Table>
            <Pages of={asked} path={`/staff/packs/${id}/asked`} />
          </>
        )}
        <p class="soft">{say('answers.logged')}</p>
      </>
    ),
  });
};

/** The version that the person saw, whose number stands in the header; or the one of today. */
/** Older ones say their version. What says none was sealed to a key of some version, and of those only one that is not here can be what it needs. */
const sealedToOf = ({ packs, keys }: Council, row: ApartTable): Pick<NeedsKeyProps, 'sealedTo' | 'isOneOfThem'> => {
  const said = packs.version(row.pack, packNumberIn(row.header));
  if (said !== undefined) return { sealedTo: said.sealedTo };
  const here = new Set(keys.ring.recipients.map(({ kid }) => kid));
  return { sealedTo: packs.everSealedTo(row.pack).filter((kid) => !here.has(kid)), isOneOfThem: true };
};

const versionOf = (council: Council, row: ApartTable) => council.packs.version(row.pack, packNumberIn(row.header)) ?? council.packs.current(row.pack);

interface InsideProps {
  readonly council: Council;
  readonly row: ApartTable;
  readonly opened: OpenedApart;
  readonly recorded: Recorded;
}

const Inside = ({ council, row, opened, recorded }: InsideProps) => {
  const version = versionOf(council, row);
  const words = version?.words ?? { en: {}, so: {}, bn: {} };
  const isSpoken = recorded.clips.some(({ q }) => q === REACH);
  return (
    <>
      <Facts>
        <Fact name={say('asked.reach')}>{opened.reach.trim() === '' ? say(isSpoken ? 'asked.spoken-reach' : 'asked.no-reach') : <span class="exact">{opened.reach}</span>}</Fact>
        <Fact name={say('asked.language')}>
          <span lang={opened.lang}>{LANGUAGE_NAMES[opened.lang]}</span>
        </Fact>
      </Facts>
      {opened.unknown === 0 ? null : <Notice>{say('answer.unknown', { count: opened.unknown })}</Notice>}
      {row.kind === 'support' ? (
        <>
          <h2>{say('answer.said')}</h2>
          <Told reading={{ words, lang: opened.lang, prefix: 'support.' }} questions={version?.pack.support.questions ?? []} answers={opened.answers} recorded={recorded} />
        </>
      ) : (
        <p>{say('asked.hear-back')}</p>
      )}
    </>
  );
};

const Top = ({ council, row }: { readonly council: Council; readonly row: Pick<ApartTable, 'kind' | 'pack' | 'receivedOn'> }) => (
  <>
    <Up path={`/staff/packs/${row.pack}/asked`}>
      {say('asked.title')}: {packOf(council, row.pack)?.words['title'] ?? row.pack}
    </Up>
    <h1>{sayName('kind', row.kind)}</h1>
    <p>
      {say('asked.came-on')} <Day day={row.receivedOn} />
    </p>
  </>
);

/** One request, closed. */
export const oneAskedPage = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const row = id && (await askedById(council, id));
  if (!row) return notFoundPage(c);
  return show(c, {
    title: sayName('kind', row.kind),
    here: 'home',
    children: (
      <>
        <Top council={council} row={row} />
        <p>
          <Opened opened={row.opened} />
        </p>
        <OpenButton action={`/staff/asked/${row.id}`} about="" />
        <p class="soft">{say('answers.logged')}</p>
      </>
    ),
  });
};

/** One request, open. */
export const openAskedPage = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const opening = id === undefined ? undefined : await openApartAndLog(council, whoIs(c), id);
  if (!opening?.ok) return notFoundPage(c);
  const { row, inside } = opening.value;
  const recorded = await recordedIn(council, row.id, inside.ok ? inside.value.clips : []);
  return show(c, {
    title: sayName('kind', row.kind),
    here: 'home',
    children: (
      <>
        <Top council={council} row={row} />
        {inside.ok ? (
          <Inside council={council} row={row} opened={inside.value} recorded={recorded} />
        ) : (
          <NeedsKey keys={council.keys} isMixedUp={inside.problem.code === 'not-the-same-record'} {...sealedToOf(council, row)} />
        )}
      </>
    ),
  });
};
