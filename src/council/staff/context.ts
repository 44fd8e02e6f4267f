/** What a staff page knows about the request it answers. */
import type { Context } from 'hono';

export interface Session {
  readonly who: string;
  readonly tokenHash: string;
}

export interface StaffEnv {
  Variables: { session: Session | undefined };
}
export type StaffContext = Context<StaffEnv>;

/** The name that the log gets. Only behind `onlySignedIn`, so its absence is a bug. */
export const whoIs = (c: StaffContext): string => {
  const session = c.get('session');
  if (session === undefined) throw new Error('a page that needs a session was reached without one');
  return session.who;
};
