/** The service worker's own global, and the list of files that the build writes into it. */
import type { PrecacheEntry } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope;
export const worker: ServiceWorkerGlobalScope = self;

declare const __SHELL_FILES__: PrecacheEntry[];
/** Every file of the app's shell, each with its hash. */
export const shellFiles: PrecacheEntry[] = __SHELL_FILES__;
