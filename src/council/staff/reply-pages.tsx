/** Replies: the list, one as residents see it, and the last look before it goes to every phone. */
import type { Council } from '../council.ts';
import { allReplies, faultsBeforePublishing, publishReply, replyById, type KeptReply } from '../replies.ts';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { Cell, FaultSummary, Moment, Notice, Row, RowHead, Table, Up } from './parts.tsx';
import { notFoundPage } from './plain-pages.tsx';
import { packOf } from './queries.ts';
import { faultWords, MissingLanguages, Preview } from './reply-parts.tsx';
import { idInPath } from './request.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../domain/language.ts';
import { say } from './words.ts';

const titleOf = (council: Council, pack: string): string => packOf(council, pack)?.words['title'] ?? pack;

const State = ({ reply }: { readonly reply: KeptReply }) =>
  reply.publishedAt === null ? (
    <>
      <b>{say('reply.draft')}</b>, {say('reply.kept-on')} <Moment ms={reply.draftedAt} />
    </>
  ) : (
    <>
      {say('reply.published-on')} <Moment ms={reply.publishedAt} />
    </>
  );

/** The first words, so that one can be told from another. */
const LONGEST_GLIMPSE = 60;
const glimpseOf = (reply: KeptReply): string => {
  const [first] = LANGUAGES.flatMap((lang) => reply.words[lang]?.said.trim() || (reply.words[lang]?.did.trim() ?? []));
  const words = first ?? '';
  return words.length <= LONGEST_GLIMPSE ? words : `${words.slice(0, LONGEST_GLIMPSE).replace(/\s+\S*$/, '')} …`;
};

const ReplyRow = ({ council, reply }: { readonly council: Council; readonly reply: KeptReply }) => (
  <Row>
    <RowHead>
      <a href={`/staff/replies/${reply.id}`}>{glimpseOf(reply) || say('reply.no-words')}</a>
    </RowHead>
    <Cell name={say('reply.pack')}>{titleOf(council, reply.pack)}</Cell>
    <Cell name={say('reply.languages')}>
      {LANGUAGES.filter((lang) => reply.words[lang]).map((lang) => (
        <span class="theirs" lang={lang}>
          {LANGUAGE_NAMES[lang]}
        </span>
      ))}
    </Cell>
    <Cell name={say('reply.state')}>
      <State reply={reply} />
    </Cell>
  </Row>
);

export const repliesPage = (council: Council) => async (c: StaffContext) => {
  const replies = await allReplies(council);
  return show(c, {
    title: say('replies.title'),
    here: 'replies',
    children: (
      <>
        <h1>{say('replies.title')}</h1>
        <p>{say('replies.what')}</p>
        <p class="go">
          <a class="button full" href="/staff/replies/new">
            {say('home.write')}
          </a>
        </p>
        {replies.length === 0 ? (
          <p class="empty">{say('replies.empty')}</p>
        ) : (
          <Table caption={say('replies.caption', { count: replies.length })} heads={[say('reply.said'), say('reply.pack'), say('reply.languages'), say('reply.state')]}>
            {replies.map((reply) => (
              <ReplyRow council={council} reply={reply} />
            ))}
          </Table>
        )}
      </>
    ),
  });
};

const Top = ({ council, reply, title }: { readonly council: Council; readonly reply: KeptReply; readonly title: string }) => (
  <>
    <h1>{title}</h1>
    <p>
      {say('reply.about')} <strong>{titleOf(council, reply.pack)}</strong>. <State reply={reply} />
    </p>
  </>
);

const replyInPath = async (council: Council, c: StaffContext): Promise<KeptReply | undefined> => {
  const id = idInPath(c);
  return id === undefined ? undefined : replyById(council, id);
};

/** One reply, each language as residents see it. */
export const replyPage = (council: Council) => async (c: StaffContext) => {
  const reply = await replyInPath(council, c);
  if (reply === undefined) return notFoundPage(c);
  const isDraft = reply.publishedAt === null;
  return show(c, {
    title: say('reply.title'),
    here: 'replies',
    children: (
      <>
        <Up path="/staff/replies">{say('nav.replies')}</Up>
        <Top council={council} reply={reply} title={say('reply.title')} />
        {isDraft ? null : (
          <Notice kind="good">
            <p>{say('reply.is-out')}</p>
          </Notice>
        )}
        <h2>{say(isDraft ? 'reply.preview' : 'reply.as-seen')}</h2>
        <Preview words={reply.words} />
        {isDraft ? (
          <>
            <MissingLanguages words={reply.words} />
            <p class="go">
              <a class="button" href={`/staff/replies/${reply.id}/edit`}>
                {say('reply.edit')}
              </a>
              <a class="button full" href={`/staff/replies/${reply.id}/publish`}>
                {say('reply.go-publish')}
              </a>
            </p>
          </>
        ) : null}
      </>
    ),
  });
};

const confirmPage = (council: Council, c: StaffContext, reply: KeptReply, status: 200 | 400 = 200) => {
  const faults = faultsBeforePublishing(reply.words).map(faultWords);
  const edit = `/staff/replies/${reply.id}/edit`;
  return show(c, {
    title: say('publish.title'),
    here: 'replies',
    isFaulty: faults.length > 0,
    children: (
      <>
        <Up path={`/staff/replies/${reply.id}`}>{say('reply.title')}</Up>
        <FaultSummary faults={faults} path={edit} />
        <Top council={council} reply={reply} title={say('publish.title')} />
        <h2>{say('reply.preview')}</h2>
        <Preview words={reply.words} />
        <MissingLanguages words={reply.words} />
        {faults.length > 0 ? null : (
          <Notice>
            <p>
              <strong>{say('publish.warning')}</strong>
            </p>
          </Notice>
        )}
        <form method="post" action={`/staff/replies/${reply.id}/publish`} class="go">
          <a class="button" href={edit}>
            {say('reply.edit')}
          </a>
          {faults.length > 0 ? null : <button class="button full">{say('publish.do')}</button>}
        </form>
      </>
    ),
  }, status);
};

/** The last look before it goes out. */
export const confirmPublishPage = (council: Council) => async (c: StaffContext) => {
  const reply = await replyInPath(council, c);
  if (reply === undefined) return notFoundPage(c);
  return reply.publishedAt === null ? confirmPage(council, c, reply) : c.redirect(`/staff/replies/${reply.id}`, 303);
};

/** Publishes, or says why not. Pressing twice publishes once. */
export const publishPage = (council: Council) => async (c: StaffContext) => {
  const reply = await replyInPath(council, c);
  if (reply === undefined) return notFoundPage(c);
  const published = await publishReply(council, whoIs(c), reply.id);
  const isOut = published.ok || published.problem.some((fault) => fault.code === 'already-published');
  return isOut ? c.redirect(`/staff/replies/${reply.id}`, 303) : confirmPage(council, c, reply, 400);
};
