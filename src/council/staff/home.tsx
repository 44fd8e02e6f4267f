/** The first page: every conversation, what has come to it, and what wants doing. */
import type { Council } from '../council.ts';
import { publishedReplies } from '../replies.ts';
import { unheardIn } from '../unheard.ts';
import type { StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { PackFacts } from './pack-top.tsx';
import { Day, Notice } from './parts.tsx';
import { allPacks, figuresByPack, packOf, parkedCount, type PackFigures, type StaffPack } from './queries.ts';
import { WaitingToBeHeard } from './waiting.tsx';
import { isoOf } from './when.ts';
import { say } from './words.ts';

const Figure = ({ number, children }: { readonly number: number; readonly children: string }) => (
  <li>
    <b>{number.toLocaleString('en-GB')}</b> {children}
  </li>
);

const Figures = ({ of }: { readonly of: PackFigures }) => (
  <ul class="figures">
    <Figure number={of.answers}>{say('home.answers', { count: of.answers })}</Figure>
    <Figure number={of.unopened}>{say('home.unopened')}</Figure>
    <Figure number={of.asked}>{say('home.asked', { count: of.asked })}</Figure>
    <Figure number={of.published}>{say('home.published', { count: of.published })}</Figure>
    {of.drafts > 0 ? <Figure number={of.drafts}>{say('home.drafts', { count: of.drafts })}</Figure> : null}
  </ul>
);

const PackCard = ({ of, figures, isLate }: { readonly of: StaffPack; readonly figures: PackFigures; readonly isLate: boolean }) => (
  <article class="card">
    <h2>
      <a href={`/staff/packs/${of.pack.id}`}>{of.words['title'] ?? of.pack.id}</a>
    </h2>
    {of.pack.example ? <p class="tag">{say('pack.example')}</p> : null}
    <Figures of={figures} />
    {isLate ? (
      <Notice>
        <p>
          {say('home.late')} <Day day={of.pack.replyBy} />. {say('home.late.what')}
        </p>
      </Notice>
    ) : null}
    <PackFacts pack={of.pack} />
    <p class="go">
      <a class="button full" href={`/staff/packs/${of.pack.id}`}>
        {say('home.read')} <span class="unseen">{of.words['title']}</span>
      </a>
      <a class="button" href={`/staff/replies/new?pack=${of.pack.id}`}>
        {say('home.write')} <span class="unseen">{of.words['title']}</span>
      </a>
    </p>
  </article>
);

const RecoverySecret = ({ file }: { readonly file: string | null }) =>
  file === null ? null : (
    <Notice>
      <h2>{say('recovery.title')}</h2>
      <p>{say('recovery.where')}</p>
      <p>
        <code class="command">{file}</code>
      </p>
      <p>{say('recovery.why')}</p>
    </Notice>
  );

/** The first few of each language; the rest stands under "Listening". */
const WAITING_HERE = 3;

export const homePage = (council: Council) => async (c: StaffContext) => {
  const [packs, figures, parked, unheard] = await Promise.all([allPacks(council), figuresByPack(council), parkedCount(council), unheardIn(council)]);
  const replies = await publishedReplies(council, packs.map(({ pack }) => pack.id));
  const today = isoOf(council.env.now()).slice(0, 10);
  const isLate = ({ pack }: StaffPack): boolean => today > pack.replyBy && !replies.some((reply) => reply.pack === pack.id);
  return show(c, {
    title: say('home.title'),
    here: 'home',
    children: (
      <>
        <h1>{say('home.title')}</h1>
        <RecoverySecret file={council.keys.recoveryFile} />
        {packs.length === 0 ? <p class="empty">{say('home.empty')}</p> : null}
        {packs.map((pack) => (
          <PackCard of={pack} figures={figures(pack.pack.id)} isLate={isLate(pack)} />
        ))}
        <WaitingToBeHeard of={unheard} titleOf={(id) => packOf(council, id)?.words['title'] ?? id} most={WAITING_HERE} />
        <h2>{say('home.also')}</h2>
        <p>
          <a href="/staff/parked">{say('home.parked', { count: parked })}</a>
        </p>
      </>
    ),
  });
};
