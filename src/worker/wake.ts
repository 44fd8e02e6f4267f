/** Sends what waits, with no page open. The same drain as the page's: two senders are no danger, only double work. */
import { openLibrary } from '../store/library.ts';
import { openOutbox } from '../store/outbox.ts';
import { drain } from '../sync/drain.ts';
import { realWorld } from '../sync/world.ts';

/** Throws when something still waits, so that the browser tries again while it is willing to. */
export const sendWaiting = async (): Promise<void> => {
  const outbox = openOutbox();
  const library = openLibrary();
  try {
    await drain({ env: realWorld(), outbox, receiptKeys: library.receiptKeys });
    if ((await outbox.count('waiting')) > 0) throw new Error('something still waits');
  } finally {
    outbox.close();
    library.close();
  }
};
