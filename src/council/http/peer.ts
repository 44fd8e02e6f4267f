/** Who is at the other end of a request, as far as it may be known: by its socket, or by the word of a proxy that is trusted. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Front } from '../front.ts';

/** What @hono/node-server hands on beside a request. There is none where an app is called from within its own process. */
export interface Bindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

export interface Peer {
  /** Undefined where the request came over no socket. */
  readonly address: string | undefined;
  /** Whether the browser sees HTTPS. */
  readonly isHttps: boolean;
  /** Whether somebody says that it came through a proxy, trusted or not. */
  readonly isForwarded: boolean;
}

const listOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
};

/** `::ffff:10.0.0.1` is how a socket for both families writes 10.0.0.1. */
const plain = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** An address as proxies write it, perhaps with a port; undefined for what is none. */
const readAddress = (text: string): string | undefined => {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = plain(bare.split('%')[0] ?? '');
  return isIP(address) === 0 ? undefined : address;
};

const last = (header: string | null): string | undefined => header?.split(',').at(-1)?.trim().toLowerCase();

/**
 * Reads requests for who sent them. Each proxy adds who it heard from at the right, so the first from the right that is
 * no proxy of ours is the sender; whatever stands left of it, anyone can have written.
 */
export const peerReader = ({ trustedProxies, publicUrl }: Front): ((request: Request, bindings: Bindings | undefined) => Peer) => {
  const trusted = listOf(trustedProxies);
  const isTrusted = (address: string): boolean => trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  const isPublicHttps = publicUrl?.startsWith('https:') === true;
  return ({ headers }, bindings) => {
    const forwarded = headers.get('x-forwarded-for');
    const isForwarded = forwarded !== null || headers.has('forwarded') || headers.has('x-forwarded-proto') || headers.has('x-forwarded-host') || headers.has('via');
    let address = readAddress(bindings?.incoming?.socket?.remoteAddress ?? '');
    const isHttps = isPublicHttps || (address !== undefined && isTrusted(address) && last(headers.get('x-forwarded-proto')) === 'https');
    const hops = (forwarded ?? '').split(',').map((hop) => readAddress(hop.trim()));
    while (address !== undefined && isTrusted(address)) {
      const before = hops.pop();
      if (before === undefined) break;
      address = before;
    }
    return { address, isHttps, isForwarded };
  };
};

const groupsOf = (address: string): readonly string[] => {
  // As a URL it is written in one way, whatever way it came.
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const zeros = tail === undefined ? 0 : 8 - (left?.length ?? 0) - (right?.length ?? 0);
  return [...(left ?? []), ...Array.from({ length: zeros }, () => '0'), ...(right ?? [])];
};

/** The network of an address: 256 neighbours of the older kind; of the newer one what a provider gives to one customer at the most. */
export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  const groups = groupsOf(address);
  const isOlder = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  const bytes = (group = '0'): readonly number[] => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255];
  return isOlder ? networkOf([...bytes(groups[6]), ...bytes(groups[7])].join('.')) : `${groups.slice(0, 3).join(':')}::/48`;
};
