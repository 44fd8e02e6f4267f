/** How much room there is, and whether the browser has promised not to clear it. */

export interface Space {
  readonly usedBytes: number;
  readonly promised: boolean;
}

interface Storage {
  readonly estimate?: () => Promise<{ usage?: number }>;
  readonly persisted?: () => Promise<boolean>;
  readonly persist?: () => Promise<boolean>;
}

/** `storage` is the browser's `navigator.storage`, which is missing on plain HTTP and in old browsers. */
export const spaceUsed = async (storage: Storage | undefined): Promise<Space> => ({
  usedBytes: (await storage?.estimate?.())?.usage ?? 0,
  promised: (await storage?.persisted?.()) ?? false,
});

/** Asked after the first finished answer, never on load: Firefox shows a question, and only then does it make sense. */
export const askForPromise = async (storage: Storage | undefined): Promise<boolean> => {
  if (await storage?.persisted?.()) return true;
  return (await storage?.persist?.()) ?? false;
};
