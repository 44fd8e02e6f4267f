/** What stands above everything that belongs to one conversation: its name, its promises, its pages. */
import { Day, Fact, Facts, Up } from './parts.tsx';
import type { StaffPack } from './queries.ts';
import { say, sayName } from './words.ts';

export const PackTop = ({ of }: { readonly of: StaffPack }) => (
  <>
    <Up path="/staff">{say('nav.home')}</Up>
    <h1>{of.words['title'] ?? of.pack.id}</h1>
    {of.pack.example ? <p class="tag">{say('pack.example')}</p> : null}
  </>
);

/** What everyone must know of a conversation: how much of a say it is, and what was promised by when. */
export const PackFacts = ({ pack }: { readonly pack: StaffPack['pack'] }) => (
  <Facts>
    <Fact name={say('pack.rung')}>{sayName('rung', pack.rung)}</Fact>
    <Fact name={say('pack.open')}>
      <Day day={pack.opens} /> {say('pack.to')} <Day day={pack.closes} />
    </Fact>
    <Fact name={say('pack.decision')}>
      <Day day={pack.decisionOn} />
    </Fact>
    <Fact name={say('pack.reply-by')}>
      <Day day={pack.replyBy} />
    </Fact>
  </Facts>
);

/** Which of a conversation's pages this is. */
export const PackNav = ({ pack, here, asked }: { readonly pack: string; readonly here: 'answers' | 'asked'; readonly asked: number }) => (
  <nav class="tabs" aria-label={say('pack.nav')}>
    <ul>
      <li>
        <a href={`/staff/packs/${pack}`} aria-current={here === 'answers' ? 'page' : undefined}>
          {say('pack.nav.answers')}
        </a>
      </li>
      <li>
        <a href={`/staff/packs/${pack}/asked`} aria-current={here === 'asked' ? 'page' : undefined}>
          {say('pack.nav.asked', { n: asked })}
        </a>
      </li>
    </ul>
  </nav>
);
