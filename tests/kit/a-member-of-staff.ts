/** Someone at the council with a browser that runs no script: follows links, sends forms, keeps a cookie. */
import { makeStaffLink } from '../../src/council/staff/enter.ts';
import type { ACouncil } from './a-council.ts';

export interface APage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What a person reads: no tags, and letters instead of their names. */
  readonly text: string;
}

export interface AMemberOfStaff {
  readonly look: (path: string, headers?: Readonly<Record<string, string>>) => Promise<APage>;
  /** Sends a form of ours, and follows where it leads. */
  readonly send: (path: string, fields?: Readonly<Record<string, string>>) => Promise<APage>;
  /** Sends a form as it is told, and follows nothing. */
  readonly post: (path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) => Promise<APage>;
}

const ORIGIN = 'http://localhost';
const NAMES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
const unescaped = (html: string): string => html.replace(/&(\w+|#39);/g, (whole, name: string) => NAMES[name] ?? whole);
const textOf = (html: string): string => unescaped(html.replace(/<[^>]*>/g, ' ').replace(/[ \t\n]+/g, ' '));

const pageOf = async (response: Response): Promise<APage> => {
  const html = await response.text();
  return { status: response.status, headers: response.headers, html, text: textOf(html) };
};

/** The value of a text area as a browser would show it. */
export const typedIn = (page: APage, name: string): string | undefined => {
  const inside = new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)</textarea>`).exec(page.html)?.[1];
  return inside === undefined ? undefined : unescaped(inside.replace(/^\n/, ''));
};

/** Where the page's forms go. */
export const formsOf = (page: APage): readonly string[] => Array.from(page.html.matchAll(/<form[^>]* action="([^"]*)"/g), ([, action = '']) => action);

/** Which of a form's buttons is pressed. */
export const pressing = (which: 'keep' | 'publish'): Readonly<Record<string, string>> => ({ after: which });

/** Not signed in. */
export const aStranger = ({ fetch }: Pick<ACouncil, 'fetch'>): AMemberOfStaff & { readonly cookie: () => string } => {
  let cookie = '';
  const ask = async (path: string, init: RequestInit, headers: Readonly<Record<string, string>>): Promise<APage> => {
    const response = await fetch(path, { ...init, headers: { ...(cookie === '' ? {} : { cookie }), ...headers } });
    const set = response.headers.get('set-cookie');
    if (set !== null) cookie = /^[^;]*=;|Max-Age=0/.test(set) ? '' : (set.split(';')[0] ?? '');
    return pageOf(response);
  };
  const look: AMemberOfStaff['look'] = (path, headers = {}) => ask(path, {}, headers);
  const post: AMemberOfStaff['post'] = (path, fields, headers) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }, headers);
  return {
    look,
    post,
    cookie: () => cookie,
    send: async (path, fields = {}) => {
      const page = await post(path, fields, { origin: ORIGIN, host: 'localhost' });
      const to = page.headers.get('location');
      return to === null ? page : look(to);
    },
  };
};

/** Signed in by a one-time link. */
export const aMemberOfStaff = async (council: ACouncil, name = 'Ayaan'): Promise<AMemberOfStaff & { readonly cookie: () => string }> => {
  const staff = aStranger(council);
  const page = await staff.send(`/staff/enter/${await makeStaffLink(council.council)}`, { name });
  if (page.status !== 200) throw new Error(`signing in: ${page.status}`);
  return staff;
};
