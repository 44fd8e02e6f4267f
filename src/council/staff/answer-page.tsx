/** One answer: closed until a person presses "Open and read", and then in the words that its author saw. */
import { LANGUAGE_NAMES } from '../../domain/language.ts';
import type { Quote } from '../../domain/consent.ts';
import type { Council } from '../council.ts';
import type { RecordsTable } from '../database/schema.ts';
import { openAndLog, type OpenedAnswers } from '../opening.ts';
import { recordedIn, type Recorded } from '../recorded.ts';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { NextUnopened } from './pack-page.tsx';
import { Fact, Facts, Moment, Notice, Opened, OpenButton, Up } from './parts.tsx';
import { notFoundPage } from './plain-pages.tsx';
import { answerById, nextUnopened, packOf } from './queries.ts';
import { idInPath } from './request.ts';
import { Told } from './told.tsx';
import { say, sayName } from './words.ts';

type AnswerRow = Pick<RecordsTable, 'id' | 'pack' | 'mode' | 'packNumber' | 'receivedAt' | 'givenAt' | 'header'>;

/** What it was handed in in the place of is erased, and can't be looked at. */
const isCorrection = ({ header }: AnswerRow): boolean => (JSON.parse(header) as { readonly replaces?: unknown }).replaces !== undefined;

const AnswerFacts = ({ row, lang }: { readonly row: AnswerRow; readonly lang?: OpenedAnswers['lang'] }) => (
  <Facts>
    <Fact name={say('answers.received')}>
      <Moment ms={row.receivedAt} />
    </Fact>
    <Fact name={say('answers.given')}>{row.givenAt === null ? say('answers.not-known') : <Moment ms={row.givenAt} />}</Fact>
    <Fact name={say('answers.mode')}>{sayName('mode', row.mode)}</Fact>
    <Fact name={say('answers.version')}>{row.packNumber}</Fact>
    {isCorrection(row) ? <Fact name={say('answer.replaces')}>{say('answer.replaces.what')}</Fact> : null}
    {lang === undefined ? null : (
      <Fact name={say('answer.screen')}>
        <span lang={lang}>{LANGUAGE_NAMES[lang]}</span>
      </Fact>
    )}
  </Facts>
);

/** What may be done with the words comes before the words. */
export const MayQuote = ({ quote }: { readonly quote: Quote }) => (
  <Notice kind={quote === 'count-only' ? 'warn' : 'good'}>
    <p>
      <strong>{say(`quote.${quote}`)}</strong>
    </p>
    <p>{say(`quote.${quote}.what`)}</p>
  </Notice>
);

export interface NeedsKeyProps {
  readonly keys: Council['keys'];
  readonly isMixedUp: boolean;
  /** By kid, as far as it is known. */
  readonly sealedTo?: readonly string[] | undefined;
  /** It does not say which: one of these, or else it was damaged. */
  readonly isOneOfThem?: boolean;
}

/** Also shown where the file was touched on its way: nobody without the key can tell the two apart. */
export const NeedsKey = ({ keys, isMixedUp, sealedTo = [], isOneOfThem = false }: NeedsKeyProps) => {
  const kids = keys.ring.recipients.filter((each) => each.use === 'intake').map((each) => each.kid);
  return (
    <Notice>
      <h2>{say(isMixedUp ? 'closed.mixed-up' : 'closed.needs-key')}</h2>
      <p>{isMixedUp ? say('closed.mixed-up.what') : say('closed.needs-key.what', { kids: kids.join(', ') })}</p>
      {isMixedUp || sealedTo.length === 0 ? null : <p>{say(isOneOfThem ? 'closed.may-need' : 'closed.sealed-to', { kids: sealedTo.join(', ') })}</p>}
      <p>{say('closed.kept')}</p>
    </Notice>
  );
};

interface InsideProps {
  readonly council: Council;
  readonly row: AnswerRow;
  readonly opened: OpenedAnswers;
  readonly recorded: Recorded;
}

const Inside = ({ council, row, opened, recorded }: InsideProps) => {
  const version = council.packs.version(row.pack, row.packNumber);
  const words = version?.words ?? { en: {}, so: {}, bn: {} };
  return (
    <>
      <MayQuote quote={opened.quote} />
      {version === undefined ? <Notice>{say('answer.no-version', { n: row.packNumber })}</Notice> : null}
      {opened.unknown === 0 ? null : <Notice>{say('answer.unknown', { count: opened.unknown })}</Notice>}
      <h2>{say('answer.said')}</h2>
      <Told reading={{ words, lang: opened.lang, prefix: '' }} questions={version?.pack.questions ?? []} answers={opened.answers} recorded={recorded} />
      <h2>{say('answer.about')}</h2>
      <p class="soft">{say('answer.about.why')}</p>
      <Told reading={{ words, lang: opened.lang, prefix: 'about.' }} questions={version?.pack.aboutYou.questions ?? []} answers={opened.about.answers} />
    </>
  );
};

const titleOf = (council: Council, pack: string): string => packOf(council, pack)?.words['title'] ?? pack;

/** The answer, closed: when it came, and the button. */
export const answerPage = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const row = id && (await answerById(council, id));
  if (!row) return notFoundPage(c);
  return show(c, {
    title: say('answer.title'),
    here: 'home',
    children: (
      <>
        <Up path={`/staff/packs/${row.pack}`}>{titleOf(council, row.pack)}</Up>
        <h1>{say('answer.title')}</h1>
        <AnswerFacts row={row} />
        <p>
          <Opened opened={row.opened} />
        </p>
        <OpenButton action={`/staff/answers/${row.id}`} about="" />
        <p class="soft">{say('answers.logged')}</p>
      </>
    ),
  });
};

/** The answer, open. It is a POST, so that neither a preview nor a bookmark opens anything. */
export const openAnswerPage = (council: Council) => async (c: StaffContext) => {
  const id = idInPath(c);
  const opening = id === undefined ? undefined : await openAndLog(council, whoIs(c), id);
  if (!opening?.ok) return notFoundPage(c);
  const { row, inside } = opening.value;
  const [next, recorded] = await Promise.all([nextUnopened(council, row.pack), recordedIn(council, row.id, inside.ok ? inside.value.clips : [])]);
  return show(c, {
    title: say('answer.title'),
    here: 'home',
    children: (
      <>
        <Up path={`/staff/packs/${row.pack}`}>{titleOf(council, row.pack)}</Up>
        <h1>{say('answer.title')}</h1>
        <AnswerFacts row={row} {...(inside.ok ? { lang: inside.value.lang } : {})} />
        {inside.ok ? (
          <Inside council={council} row={row} opened={inside.value} recorded={recorded} />
        ) : (
          <NeedsKey keys={council.keys} isMixedUp={inside.problem.code === 'not-the-same-record'} sealedTo={council.packs.version(row.pack, row.packNumber)?.sealedTo} />
        )}
        <NextUnopened id={next} />
      </>
    ),
  });
};
