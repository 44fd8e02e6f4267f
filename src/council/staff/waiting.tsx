/** Minutes that nobody has heard yet, by language, and the recordings that wait, oldest first. */
import type { Unheard, Waiting, WaitingInLanguage } from '../unheard.ts';
import { lengthOf, OpenClip, voiceName } from './clip-parts.tsx';
import { Day, Moment } from './parts.tsx';
import { say } from './words.ts';

const Came = ({ of: { receivedAt, receivedOn } }: { readonly of: Waiting }) => (receivedAt === null ? <Day day={receivedOn} /> : <Moment ms={receivedAt} />);

const One = ({ of, title }: { readonly of: Waiting; readonly title: string }) => (
  <li>
    <span>
      <Came of={of} />
      <span class="theirs">
        {[lengthOf(of.seconds), ...(title === '' ? [] : [title]), ...(of.isApart ? [say('waiting.apart')] : [])].join(' · ')}
      </span>
    </span>
    <OpenClip recording={{ id: of.id, medium: 'sound' }} about={lengthOf(of.seconds)} />
  </li>
);

/** Straight to the one that has waited longest. */
export const NextToHear = ({ id }: { readonly id: string | undefined }) =>
  id === undefined ? null : (
    <form method="post" action={`/staff/clips/${id}`}>
      <button class="button full">{say('listening.next')}</button>
    </form>
  );

interface WaitingProps {
  readonly of: Unheard;
  /** A conversation's name; empty where it stands on the page already. */
  readonly titleOf: (pack: string) => string;
  /** How many of each language stand here. */
  readonly most: number;
}

const Language = ({ of, titleOf, most }: { readonly of: WaitingInLanguage } & Omit<WaitingProps, 'of'>) => (
  <section>
    <h3>{say('waiting.language', { language: voiceName(of.voice), length: lengthOf(of.seconds), count: of.waiting.length })}</h3>
    <ol>
      {of.waiting.slice(0, most).map((each) => (
        <One of={each} title={titleOf(each.pack)} />
      ))}
    </ol>
    {of.waiting.length > most ? <p class="soft">{say('waiting.more', { count: of.waiting.length - most })}</p> : null}
  </section>
);

/** Nothing where no recording has ever come: most conversations begin without. */
export const WaitingToBeHeard = ({ of, titleOf, most }: WaitingProps) => {
  if (of.languages.length === 0 && of.notArrived === 0) return null;
  return (
    <section class="waiting card" aria-labelledby="waiting">
      <h2 id="waiting">{say('waiting.title')}</h2>
      {of.languages.length === 0 ? <p>{say('waiting.none')}</p> : null}
      {of.languages.map((language) => (
        <Language of={language} titleOf={titleOf} most={most} />
      ))}
      {of.notArrived === 0 ? null : <p class="soft">{say('waiting.not-arrived', { count: of.notArrived })}</p>}
    </section>
  );
};
