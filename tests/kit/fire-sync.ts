/** Has Chromium fire the worker's `sync`, as it does by itself when it sees a network. */
import type { Page } from 'playwright';

export const fireSync = async (page: Page, address: string): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((found) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((each) => each.scopeURL.startsWith(address) && !each.isDeleted);
      if (ours) found(ours.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.dispatchSyncEvent', { origin: address, registrationId: await registered, tag: 'send-from-the-test', lastChance: false });
};
