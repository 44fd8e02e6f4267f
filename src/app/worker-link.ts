/** The page's end of the service worker: registering it, asking about a new version, and wake-ups. */
import { Workbox } from 'workbox-window';

/** The one Trusted Types policy: it lets exactly one address be a script, our own worker's. */
const WORKER_PATH = '/worker.js';
interface TrustedTypes {
  readonly createPolicy: (name: string, rules: { readonly createScriptURL: (url: string) => string }) => { readonly createScriptURL: (url: string) => string };
}

const trusted = (url: string): string => {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = types?.createPolicy('our-turn', {
    createScriptURL: (asked) => {
      if (asked !== WORKER_PATH) throw new TypeError('only our own worker');
      return asked;
    },
  });
  return policy === undefined ? url : policy.createScriptURL(url);
};

export interface WorkerLink {
  /** Switches to the version that waits; the page reloads once it has taken over. */
  readonly takeUpdate: () => void;
  /** Asks the browser to wake the worker when there is a network. A hint: Chromium only, and it may refuse. */
  readonly askForWake: () => Promise<void>;
  /** Has the worker look for new conversations and keep them whole. */
  readonly keepPacks: () => void;
}

const NO_WORKER: WorkerLink = { takeUpdate: () => undefined, askForWake: () => Promise.resolve(), keepPacks: () => undefined };

interface WithSync {
  readonly sync?: { readonly register: (tag: string) => Promise<void> };
}

/** `onUpdate` hears of a new version that waits. It never takes over by itself: somebody may be in mid-sentence. */
export const linkWorker = async (onUpdate: () => void): Promise<WorkerLink> => {
  if (!('serviceWorker' in navigator)) return NO_WORKER;
  const workbox = new Workbox(trusted(WORKER_PATH), { updateViaCache: 'none' });
  let wakes = 0;
  let isTaking = false;
  workbox.addEventListener('waiting', onUpdate);
  workbox.addEventListener('controlling', () => {
    if (isTaking) location.reload();
  });
  try {
    await workbox.register();
  } catch {
    // Private windows and in-app browsers may refuse: then the page alone keeps and sends.
    return NO_WORKER;
  }
  return {
    takeUpdate: () => {
      isTaking = true;
      workbox.messageSkipWaiting();
    },
    askForWake: async () => {
      try {
        const registration = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & WithSync;
        // A tag that failed once doesn't fire again, so each attempt has a fresh one.
        await registration.sync?.register(`send-${Date.now()}-${(wakes += 1)}`);
      } catch {
        // Not allowed: the open page sends by itself.
      }
    },
    keepPacks: () => void navigator.serviceWorker.controller?.postMessage({ type: 'KEEP_PACKS' }),
  };
};
