/** Sends what waits, with no page open. The same drain as the page's: two senders are no danger, only double work. */
import { findClips } from '../store/find-clips.ts';
import { openLibrary } from '../store/library.ts';
import { openOutbox } from '../store/outbox.ts';
import { drain } from '../sync/drain.ts';
import { keysIn, nextTry } from '../sync/sending.ts';
import { realWorld } from '../sync/world.ts';

/** Throws when something still waits, so that the browser tries again while it is willing to. */
export const sendWaiting = async (): Promise<void> => {
  const outbox = openOutbox();
  const library = openLibrary();
  const found = findClips();
  const sending = { env: realWorld(), outbox, clips: found.clips, ...keysIn(library) };
  try {
    await drain(sending);
    if ((await nextTry(sending)) !== undefined) throw new Error('something still waits');
  } finally {
    outbox.close();
    library.close();
    found.close();
  }
};
