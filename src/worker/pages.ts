/** Pages without a network: the shell with the conversation's own pieces in it, exactly as the council puts them together. */
import { isLanguage } from '../domain/language.ts';
import { composePage, type PagePieces } from '../domain/page.ts';
import { keptPackFile, keptShelf } from './packs.ts';
import { shellFile } from './shell.ts';

/** What is not the app's: staff, the wire, the studio. They are never answered from here. */
const NOT_OURS = new Set(['staff', 'v1', 'studio', 'packs', 'healthz']);

export const isAppPage = (url: URL): boolean => {
  const [, first = ''] = url.pathname.split('/');
  return !NOT_OURS.has(first);
};

/** A page that belongs to no conversation: a language's are kept together. */
const innerPieces = async (lang: string, screen: string): Promise<PagePieces | undefined> => {
  const all = (await (await shellFile(`/pieces/inner.${lang}.json`))?.json()) as Readonly<Record<string, PagePieces>> | undefined;
  return all && Object.hasOwn(all, screen) ? all[screen] : undefined;
};

/** The pieces of this address, where the device keeps them; undefined where only the network has it. */
const piecesFor = async (url: URL): Promise<PagePieces | undefined> => {
  const [, lang = '', what = '', screen = ''] = url.pathname.split('/');
  const read = async (kept: Response | undefined): Promise<PagePieces | undefined> => kept && ((await kept.json()) as PagePieces);
  if (lang === '') return read(await shellFile('/pieces/welcome.json'));
  if (what === '') return innerPieces(lang, 'conversations');
  if (what === '-') return innerPieces(lang, screen);
  if (screen !== '') return undefined;
  const pack = (await keptShelf())?.packs.find((each) => each.id === what);
  return read(pack && (await keptPackFile(pack, `page.${lang}.json`)));
};

const compose = (shell: Response, text: string, pieces: PagePieces): Response =>
  // The headers come along: the content security policy belongs to this very shell.
  new Response(composePage(text, pieces), { status: 200, headers: new Headers([...shell.headers].filter(([name]) => !/^(content-(length|encoding)|transfer-encoding)$/i.test(name))) });

/** From the device at once where it is kept whole; else from the network; else a page that says so. */
export const answerPage = async (url: URL, request: Request): Promise<Response> => {
  const shell = await shellFile('/shell.html');
  if (shell === undefined) return fetch(request);
  const kept = await piecesFor(url);
  if (kept !== undefined) return compose(shell, await shell.clone().text(), kept);
  try {
    return await fetch(request);
  } catch {
    const [, first] = url.pathname.split('/');
    const lang = isLanguage(first) ? first : 'en';
    const missing = await innerPieces(lang, 'missing');
    return missing === undefined ? Response.error() : compose(shell, await shell.clone().text(), missing);
  }
};
