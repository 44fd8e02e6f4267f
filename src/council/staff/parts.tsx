/** The small parts that staff pages are made of. */
import type { Child } from 'hono/jsx';
import { dayOf, isoOf, momentOf } from './when.ts';
import { say } from './words.ts';

export const Moment = ({ ms }: { readonly ms: number }) => <time datetime={isoOf(ms)}>{momentOf(ms)}</time>;

/** A day such as `2027-03-31`, in words. At noon it is the same day in every part of Europe. */
export const Day = ({ day }: { readonly day: string }) => <time datetime={day}>{dayOf(Date.parse(`${day}T12:00:00Z`))}</time>;

/** One fact beside its name. */
export const Fact = ({ name, children }: { readonly name: string; readonly children?: Child }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

export const Facts = ({ children }: { readonly children?: Child }) => <dl class="facts">{children}</dl>;

/** Where this page hangs: one step up. */
export const Up = ({ path, children }: { readonly path: string; readonly children?: Child }) => (
  <p class="up">
    <a href={path}>{children}</a>
  </p>
);

/** Something that must not be overlooked. The sign beside it says so without colour. */
export const Notice = ({ children, kind = 'warn' }: { readonly children?: Child; readonly kind?: 'warn' | 'good' }) => (
  <div class={`notice ${kind}`} role={kind === 'good' ? 'status' : undefined}>
    <span class="sign" aria-hidden="true">
      {kind === 'good' ? '✓' : '!'}
    </span>
    <div>{children}</div>
  </div>
);

/** A table that says what it is. On a narrow screen each row becomes a card, and `data-name` its labels. */
export const Table = ({ caption, heads, children }: { readonly caption: string; readonly heads: readonly string[]; readonly children?: Child }) => (
  <table role="table">
    <caption>{caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {heads.map((head) => (
          <th role="columnheader" scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">{children}</tbody>
  </table>
);

/** CSS that turns a table into cards takes its roles away in some browsers, so each part names its own. */
export const Row = ({ children }: { readonly children?: Child }) => <tr role="row">{children}</tr>;
export const RowHead = ({ children }: { readonly children?: Child }) => (
  <th role="rowheader" scope="row">
    {children}
  </th>
);
export const Cell = ({ name, children }: { readonly name: string; readonly children?: Child }) => (
  <td role="cell" data-name={name}>
    <div>{children}</div>
  </td>
);

/** By whom and when something was last opened. */
export const Opened = ({ opened }: { readonly opened: { readonly who: string; readonly at: number } | undefined }) =>
  opened === undefined ? (
    <b>{say('answers.unopened')}</b>
  ) : (
    <>
      {say('answers.opened-by', { who: opened.who })} <Moment ms={opened.at} />
    </>
  );

/** A person presses it, so that a program that follows links never opens anything. */
export const OpenButton = ({ action, about }: { readonly action: string; readonly about: string }) => (
  <form method="post" action={action}>
    <button class="button">
      {say('answers.open')} <span class="unseen">{about}</span>
    </button>
  </form>
);

export interface Paged<T> {
  readonly rows: readonly T[];
  readonly page: number;
  readonly pages: number;
  readonly all: number;
}

/** Newer and older, where there is more than one page. `path` has no query of its own. */
export const Pages = ({ of, path }: { readonly of: Paged<unknown>; readonly path: string }) =>
  of.pages < 2 ? null : (
    <nav class="pages" aria-label={say('pages.label')}>
      {of.page > 1 ? (
        <a class="button" rel="prev" href={`${path}?page=${of.page - 1}`}>
          {say('pages.newer')}
        </a>
      ) : null}
      <span>{say('pages.at', { page: of.page, pages: of.pages })}</span>
      {of.page < of.pages ? (
        <a class="button" rel="next" href={`${path}?page=${of.page + 1}`}>
          {say('pages.older')}
        </a>
      ) : null}
    </nav>
  );

export interface Fault {
  /** The field's id. */
  readonly at: string;
  readonly words: string;
}

/** What has to be put right, each with a way to its field, which may be on another page (`path`). */
export const FaultSummary = ({ faults, lead, path = '' }: { readonly faults: readonly Fault[]; readonly lead?: string; readonly path?: string }) =>
  faults.length === 0 ? null : (
    <div class="faults" role="alert" aria-labelledby="faults-title" tabindex={-1} autofocus>
      <h2 id="faults-title">{say('fault.heading')}</h2>
      {lead === undefined ? null : <p>{lead}</p>}
      <ul>
        {faults.map((fault) => (
          <li>
            <a href={`${path}#${fault.at}`}>{fault.words}</a>
          </li>
        ))}
      </ul>
    </div>
  );
