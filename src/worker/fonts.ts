/** Letters: fetched once they are needed, then kept. Only Bengali needs some, so nobody else pays for them. */

const CACHE = 'our-turn-fonts';

export const isFont = (url: URL): boolean => url.pathname.startsWith('/fonts/');

export const answerFont = async (request: Request): Promise<Response> => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
};
