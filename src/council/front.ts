/** What stands in front of the council, and at which addresses people see it: as the operator says it. */
import { isIP } from 'node:net';
import { SettingFault } from './setting-fault.ts';

export interface Front {
  /** Where residents open it, such as `https://talk.example.org`. */
  readonly publicUrl?: string;
  /** Where staff open it; then nothing of theirs is answered anywhere else, and nothing of residents' is answered here. */
  readonly staffOrigin?: string;
  /** Whose word on where a request came from is taken: addresses and ranges. */
  readonly trustedProxies: readonly string[];
  /** Who shows it may read /metrics from elsewhere. */
  readonly metricsToken?: string;
  /** As much as strangers' clips and set-aside records may take up; a tenth of the disk where it is not said. */
  readonly strangersBytes?: number;
}

type Settings = Readonly<Record<string, string | undefined>>;

/**
 * Unless told, what runs on this very machine is believed: the council listens there alone, so that whatever else reaches
 * it came through something that was put in front of it here, and without its word all phones would be one network.
 */
const LOOPBACK = ['127.0.0.0/8', '::1/128'] as const;

const SHORTEST_TOKEN = 20;
const BYTES_PER_MB = 1024 * 1024;

const originIn = (env: Settings, name: string): string | undefined => {
  const text = env[name];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash + url.username === '';
  if (!isOrigin) throw new SettingFault(`${name} is "${text}", which is not an address alone: set it to one such as https://talk.example.org, without a path.`);
  return url.origin;
};

const isRange = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && (bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most);
};

const proxiesIn = (text: string | undefined): readonly string[] => {
  const named = (text || 'loopback').split(',').map((each) => each.trim());
  if (named.length === 1 && named[0] === 'none') return [];
  return named.flatMap((each) => {
    if (each === 'loopback') return LOOPBACK;
    if (!isRange(each)) throw new SettingFault(`TRUSTED_PROXY names "${each}", which is no address: set it to none, to loopback, or to addresses and ranges such as 10.0.0.5,10.1.0.0/16.`);
    return [each];
  });
};

const tokenIn = (text: string | undefined): string | undefined => {
  if (!text) return undefined;
  if (text.length < SHORTEST_TOKEN || /\s/.test(text)) throw new SettingFault(`METRICS_TOKEN can be guessed: set it to at least ${SHORTEST_TOKEN} random letters and digits without a space.`);
  return text;
};

const strangersIn = (text: string | undefined): number | undefined => {
  if (!text) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new SettingFault(`STRANGERS_MB is "${text}", which is not a number of megabytes: set it to one such as 2000.`);
  return Number(text) * BYTES_PER_MB;
};

const known = <T extends object>(facts: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never;

/** Throws SettingFaults. */
export const readFront = (env: Settings): Front => {
  const [publicUrl, staffOrigin] = [originIn(env, 'PUBLIC_URL'), originIn(env, 'STAFF_ORIGIN')];
  if (staffOrigin !== undefined && publicUrl === undefined) throw new SettingFault('STAFF_ORIGIN is set without PUBLIC_URL: set both, so that each page can say where the others are.');
  if (staffOrigin !== undefined && new URL(staffOrigin).host === new URL(publicUrl ?? '').host) {
    throw new SettingFault('STAFF_ORIGIN is the same host as PUBLIC_URL: give staff a name of their own, or leave STAFF_ORIGIN out.');
  }
  const more = known({ publicUrl, staffOrigin, metricsToken: tokenIn(env['METRICS_TOKEN']), strangersBytes: strangersIn(env['STRANGERS_MB']) });
  return { trustedProxies: proxiesIn(env['TRUSTED_PROXY']), ...more };
};

const hostOf = (request: Request): string => request.headers.get('host') ?? new URL(request.url).host;

/** Which half of the council is asked for at this host; undefined where both are at one. */
export const halfAt = ({ staffOrigin }: Front, request: Request): 'staff' | 'residents' | undefined => {
  if (staffOrigin === undefined) return undefined;
  return hostOf(request).toLowerCase() === new URL(staffOrigin).host ? 'staff' : 'residents';
};

/** Whether a form came from a page of ours: its origin where it is set, else the host that was asked. */
export const isOriginOfOurs = ({ staffOrigin }: Front, request: Request): boolean => {
  const origin = request.headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  return staffOrigin === undefined ? new URL(origin).host === hostOf(request) : new URL(origin).origin === staffOrigin;
};

/** Whether browsers reach this half over HTTPS, so that a cookie may be kept to it. */
export const isSecureAt = (origin: string | undefined, request: Request): boolean =>
  origin?.startsWith('https:') === true || request.headers.get('origin')?.startsWith('https:') === true || new URL(request.url).protocol === 'https:';
