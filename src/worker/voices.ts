/** Clips that the page has put aside for hearing without a network. The page fetches them; this only answers. */

const CACHE_PREFIX = 'our-turn-voice/';

export const isVoiceFile = (url: URL): boolean => /^\/(?:audio|packs\/[^/]+\/[^/]+\/audio)\//.test(url.pathname);

/** What is kept has a hash in its name; a list of clips is asked of the network first, for it may be newer. */
export const answerVoiceFile = async (url: URL, request: Request): Promise<Response> => {
  const kept = async (): Promise<Response | undefined> => {
    for (const name of await caches.keys()) {
      const found = name.startsWith(CACHE_PREFIX) ? await (await caches.open(name)).match(url.pathname) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  if (url.pathname.endsWith('.mp3')) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async (error: unknown) => {
    const found = await kept();
    if (found) return found;
    throw error;
  });
};
