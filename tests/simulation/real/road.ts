/** The road between real devices and the real endpoint: every request goes over it, and suffers what the skies have for it. */
import { APART_KINDS } from '../../../src/domain/record.ts';
import type { Ledger } from '../ledger.ts';
import type { Skies } from '../weather.ts';
import type { Asked, RealEndpoint, Said } from './endpoint.ts';
import { altered, reply } from './false-replies.ts';
import type { Loop } from './loop.ts';

export interface Road {
  /** As `fetch`: rejects where there is no answer. `device` counts its own requests. */
  readonly fetch: (device: { readonly number: number; requests: number }, path: string, init: RequestInit) => Promise<Response>;
  /** Copies of requests that are still to come. */
  readonly pending: () => number;
  /** Whether a device waits for an answer. */
  readonly isUnderWay: (device: number) => boolean;
}

const utf8 = new TextEncoder();
const NO_BODY = new Set([204, 304]);

const asResponse = ({ status, headers, body }: Said): Response => new Response(NO_BODY.has(status) ? null : body, { status, headers: headers.map(([name, value]) => [name, value]) });

/** What stands apart may share no request with answers, and carries no time. */
const checkLanes = (ledger: Ledger, path: string, text: string): void => {
  if (path !== '/v1/records') return;
  const { records, sentAt } = JSON.parse(text) as { readonly records: readonly { readonly header: string }[]; readonly sentAt?: string };
  const standsApart = ({ kind, createdAt }: { readonly kind: string; readonly createdAt?: string }): boolean => APART_KINDS.has(kind) || (kind === 'withdrawal' && createdAt === undefined);
  const apart = records.filter(({ header }) => standsApart(JSON.parse(header) as { kind: string })).length;
  if (apart > 0 && (apart < records.length || sentAt !== undefined)) ledger.wrong.add('a request that mixes the lanes');
};

export const makeRoad = ({ clock }: Loop, skies: Skies, ledger: Ledger, endpoint: () => RealEndpoint): Road => {
  let pending = 0;
  const underWay = new Map<number, number>();
  const remembered = new Map<string, Said>();
  /** The endpoint's answer, kept for whoever replays it. */
  const ask = async (device: number, asked: Asked): Promise<Said | undefined> => {
    const said = await endpoint().answer(asked);
    if (said) remembered.set(`${device} ${asked.path}`, said);
    return said;
  };
  return {
    pending: () => pending,
    isUnderWay: (device) => (underWay.get(device) ?? 0) > 0,
    fetch: (device, path, init) => {
      const nth = (device.requests += 1);
      const body = typeof init.body === 'string' ? utf8.encode(init.body) : (init.body as Uint8Array<ArrayBuffer> | undefined);
      if (typeof init.body === 'string') checkLanes(ledger, path, init.body);
      const asked: Asked = { method: init.method ?? 'GET', path, headers: init.headers as Record<string, string>, body };
      const carries = (id: string): boolean => typeof init.body === 'string' && path === '/v1/records' && init.body.includes(id);
      const fate = skies.fateOf(device.number, nth, clock.now(), carries);
      const sent = fate.altered && body ? { ...asked, body: altered(body, fate.salt) } : asked;
      const old = remembered.get(`${device.number} ${path}`);
      underWay.set(device.number, (underWay.get(device.number) ?? 0) + 1);
      return new Promise<Response>((done, fail) => {
        init.signal?.addEventListener('abort', () => fail(new DOMException('given up', 'AbortError')));
        const comeBack = (own: Said | undefined): void => {
          if (fate.answer === 'hangs') return;
          const said = reply(fate, asked, own, old);
          const noAnswer = said === undefined || (said.status === 302 && init.redirect === 'error');
          clock.after(fate.delayMs >> 1, () => (noAnswer ? fail(new TypeError('network')) : done(asResponse(said))));
        };
        clock.after(fate.delayMs, () => void (fate.reaches ? ask(device.number, sent).then(comeBack) : comeBack(undefined)));
        if (fate.againMs === undefined) return;
        pending += 1;
        clock.after(fate.delayMs + fate.againMs, () => {
          pending -= 1;
          void ask(device.number, sent);
        });
      }).finally(() => underWay.set(device.number, underWay.get(device.number)! - 1));
    },
  };
};
