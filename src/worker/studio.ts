/** The voice studio without a network: answered from the set that the studio itself has put aside whole. */

const CACHE_PREFIX = 'our-turn-studio/';
/** Put in last by the page: a set without it is not whole, and is not used. */
const COMPLETE = '/complete';
const PAGE = '/studio';
/** On a link that answers nothing, whoever has the studio here already is not kept waiting for a newer one. */
const PATIENCE_MS = 3_000;

/** The page and what the build made for it. Words, the way in and the list of files are asked of the council alone. */
export const isStudioFile = ({ pathname }: URL): boolean => pathname === PAGE || (/^\/studio\/[^/]+$/.test(pathname) && !/^\/studio\/(?:enter|files\.json)$/.test(pathname));

const kept = async (path: string): Promise<Response | undefined> => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(CACHE_PREFIX)) continue;
    const cache = await caches.open(name);
    const found = await cache.match(path);
    if (found && (await cache.match(COMPLETE))) return found;
  }
  return undefined;
};

/** The page may be newer at the council; a file's name holds a hash, so what is kept is as good. */
export const answerStudio = async ({ pathname }: URL, request: Request): Promise<Response> => {
  const found = await kept(pathname);
  if (pathname !== PAGE) return found ?? fetch(request);
  if (found === undefined) return fetch(request);
  const fetched = fetch(request).then(
    (response) => (response.ok ? response : found),
    () => found,
  );
  const late = new Promise<Response>((give) => setTimeout(() => give(found), PATIENCE_MS));
  return Promise.race([fetched, late]);
};
