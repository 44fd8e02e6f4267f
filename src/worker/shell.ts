/** The app's own files: fetched whole or not at all, each checked by its hash, and replaced only with a new worker. */
import { PrecacheController } from 'workbox-precaching';
import { shellFiles } from './globals.ts';

const controller = new PrecacheController({ cacheName: 'our-turn-shell' });
controller.addToCacheList(shellFiles);

export const keepShell = async (event: ExtendableEvent): Promise<void> => void (await controller.install(event));

/** Files of shells before this one. */
export const dropOldShells = async (event: ExtendableEvent): Promise<void> => void (await controller.activate(event));

export const isShellFile = (url: URL): boolean => controller.getCacheKeyForURL(url.href) !== undefined;

/** A file of this shell, from the cache; undefined where it isn't one. */
export const shellFile = (path: string): Promise<Response | undefined> => controller.matchPrecache(path);

export const answerShellFile = async (event: FetchEvent): Promise<Response> =>
  (await controller.matchPrecache(event.request)) ?? fetch(event.request);
