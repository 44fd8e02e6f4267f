/** A phone whose browser is killed at a moment that is named beforehand: at one step of its databases, or at one request. */
import { cpSync } from 'node:fs';
import type { Page } from 'playwright';
import type { ANetwork, Seen, Weather } from './a-network.ts';
import { aPhoneBrowser, type APhoneBrowser } from './a-phone-browser.ts';

/** A step in the page: `asked` for, `written` and not committed, or just `committed`. Nothing of the page runs after it. */
export type Step =
  | { readonly store: 'drafts' | 'receiptKeys' | 'receipts' | 'outbox' | 'clips'; readonly verb: 'put' | 'add' | 'delete'; readonly when: 'asked' | 'written' | 'committed'; readonly nth?: number }
  | { readonly event: 'change' | 'input' };

/** What passes the network when it dies. `reply`: the council has committed, and its answer never arrives. */
export interface OnTheWay {
  readonly method: 'POST' | 'PATCH';
  readonly what: 'request' | 'half' | 'reply';
}

export interface AMortalPhone {
  readonly phone: APhoneBrowser;
  readonly page: Page;
  readonly diesAt: (step: Step) => Promise<void>;
  readonly diesWith: (what: OnTheWay) => void;
  /** Whatever is done meanwhile may never come back. Comes back when nothing of the browser is left. */
  readonly death: (act?: () => Promise<unknown>) => Promise<void>;
}

const SIGN = '/the-browser-dies-here';

/** In the page, before anything of it runs. It asks to be killed and then stands still, so that not one more step is taken. */
const watchForTheMoment = (sign: string): void => {
  const die = (): void => {
    const asking = new XMLHttpRequest();
    asking.open('POST', sign, false);
    try {
      asking.send();
    } catch {
      // It is being killed.
    }
    for (;;);
  };
  const moment = (): any => (globalThis as any).diesAt;
  for (const event of ['change', 'input']) document.addEventListener(event, () => moment()?.event === event && die(), true);
  for (const verb of ['put', 'add', 'delete'] as const) {
    const real = IDBObjectStore.prototype[verb] as (this: IDBObjectStore, ...given: any[]) => IDBRequest;
    IDBObjectStore.prototype[verb] = function (this: IDBObjectStore, ...given: any[]): IDBRequest<any> {
      const request = real.apply(this, given);
      const at = moment();
      if (at?.store !== this.name || at.verb !== verb || (at.left -= 1) !== 0) return request;
      if (at.when === 'asked') die();
      else if (at.when === 'written') request.addEventListener('success', die);
      else this.transaction.addEventListener('complete', die);
      return request;
    };
  }
};

const WEATHER: Readonly<Record<OnTheWay['what'], Weather>> = { request: 'down', half: 'torn', reply: 'reply-lost' };

const answered = async (one: Seen): Promise<void> => {
  while (one.status === undefined) await new Promise((go) => setTimeout(go, 1));
};

/** On a copy of this profile, in `folder`. `network` is its only way out, and must be `open` or it can't say that its time has come. */
export const aMortalPhone = async (profile: string, folder: string, network: ANetwork): Promise<AMortalPhone> => {
  cpSync(profile, folder, { recursive: true });
  const phone = await aPhoneBrowser(folder);
  await phone.context.addInitScript(watchForTheMoment, SIGN);
  const page = await phone.tab();
  let over: () => void = () => undefined;
  const dead = new Promise<void>((is) => (over = is));
  const kill = (): void => void phone.kill().then(over);
  let killer: OnTheWay | undefined;
  network.befalls = (one) => {
    if (one.path === SIGN) kill();
    if (one.path === SIGN) return 'down';
    if (killer?.method !== one.method || !one.path.startsWith('/v1/')) return undefined;
    if (killer.what === 'reply') void answered(one).then(kill);
    else kill();
    return WEATHER[killer.what];
  };
  return {
    phone,
    page,
    diesAt: (step) => page.evaluate((at) => void ((globalThis as any).diesAt = at), { left: 1, ...step, ...('nth' in step ? { left: step.nth } : {}) }),
    diesWith: (what) => void (killer = what),
    death: async (act) => {
      if (act === undefined) kill();
      else act().catch(() => undefined);
      await dead;
      network.befalls = () => undefined;
    },
  };
};
