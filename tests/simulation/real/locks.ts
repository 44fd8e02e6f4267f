/** Web Locks of one device: one holder at a time, and a tab that is gone holds nothing. */

interface Wish {
  readonly owner: object;
  readonly work: () => Promise<unknown>;
  readonly settle: { readonly done: (value: unknown) => void; readonly fail: (error: unknown) => void };
}

export interface Locks {
  readonly for: (owner: object) => Pick<LockManager, 'request'>;
  readonly release: (owner: object) => void;
}

export const makeLocks = (): Locks => {
  let wishes: Wish[] = [];
  let holder: Wish | undefined;
  const next = (): void => {
    holder = wishes.shift();
    const mine = holder;
    if (mine === undefined) return;
    void mine.work().then(mine.settle.done, mine.settle.fail).finally(() => void (holder === mine && next()));
  };
  return {
    // There is one lock of one name here: sending.
    for: (owner) => ({
      request: ((_name: string, work: () => Promise<unknown>) =>
        new Promise<unknown>((done, fail) => {
          wishes.push({ owner, work, settle: { done, fail } });
          if (holder === undefined) next();
        })) as unknown as LockManager['request'],
    }),
    release: (owner) => {
      wishes = wishes.filter((each) => each.owner !== owner);
      if (holder?.owner === owner) next();
    },
  };
};
