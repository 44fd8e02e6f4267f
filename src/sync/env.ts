/** What delivery needs of the world, handed in from outside so that a simulation can be that world. */
import type { Env } from '../domain/env.ts';

export interface SyncEnv extends Env {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Keeps two senders from doing work twice. Missing in old browsers; nothing depends on it for being right. */
  readonly locks?: Pick<LockManager, 'request'>;
}
