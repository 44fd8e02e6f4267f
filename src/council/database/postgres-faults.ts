/** What PostgreSQL and the network to it say when something is wrong, as a sentence at the start and as a problem at work. */
import { StartFault } from '../start-fault.ts';

/** `db.example.org:5432/our_turn`: the database's place, without the name and the password that open it. */
export const nameOf = (url: string): string => {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `The database ${hostname || searchParams.get('host') || 'localhost'}:${port || '5432'}${decodeURI(pathname)}`;
};

type Words = (name: string) => string;

const unreachable: Words = (name) => `${name} can't be reached: start PostgreSQL, or set DATABASE_URL to where it is. Nothing that was kept is lost.`;
const unknownHost: Words = (name) => `${name} can't be found, for no machine has this name: set DATABASE_URL to the right one.`;
const refused: Words = (name) => `${name} does not let us in with this user and password: set DATABASE_URL to the right ones, or allow this machine in pg_hba.conf.`;
const notTrusted: Words = (name) => `${name} shows a certificate that this machine does not trust: name the right one in DATABASE_URL with sslrootcert=FILE.`;
const noCertificate: Words = (name) => `${name} needs a certificate file that is not there: set sslrootcert, sslcert and sslkey in DATABASE_URL to files that this user may read.`;
const full: Words = (name) => `${name} has no room on its disk: make room and start again. Nothing that was kept is lost.`;
const tooBusy: Words = (name) => `${name} takes no more connections just now: start again in a minute, or raise max_connections.`;
const readOnly: Words = (name) => `${name} only reads, as a standby does: set DATABASE_URL to the server that writes.`;
const noRight: Words = (name) => `${name} does not let this user make tables: make the user its owner (alter database ... owner to ...).`;

const WHAT_TO_DO: Readonly<Record<string, Words>> = {
  ECONNREFUSED: unreachable, ECONNRESET: unreachable, ETIMEDOUT: unreachable, EHOSTUNREACH: unreachable, ENETUNREACH: unreachable, EPIPE: unreachable,
  ENOTFOUND: unknownHost, EAI_AGAIN: unknownHost,
  '28P01': refused, '28000': refused,
  '3D000': (name) => `${name} is not there: make it (createdb our_turn), or set DATABASE_URL to the one that is.`,
  '42501': noRight, '3F000': noRight,
  '25006': readOnly,
  '53100': full,
  '53300': tooBusy, '57P03': tooBusy, '57P01': unreachable,
  ENOENT: noCertificate, EACCES: noCertificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: notTrusted, SELF_SIGNED_CERT_IN_CHAIN: notTrusted, UNABLE_TO_VERIFY_LEAF_SIGNATURE: notTrusted, UNABLE_TO_GET_ISSUER_CERT_LOCALLY: notTrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: notTrusted, CERT_HAS_EXPIRED: notTrusted,
};

/** pg says these without a code. */
const WITHOUT_CODE: readonly (readonly [RegExp, Words])[] = [
  [/timeout exceeded when trying to connect|connection timeout|terminated/i, unreachable],
  [/does not support SSL/, (name) => `${name} speaks without encryption only: turn TLS on there, or leave sslmode out of DATABASE_URL if it stands on this machine.`],
  [/password must be a string|SASL/, refused],
];

const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** Never what the server said itself: it may name what must not be shown. What isn't known stays the bug that it is. */
export const asPostgresFault = (error: unknown, name: string): Error => {
  if (error instanceof StartFault) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const words = (code === undefined ? undefined : WHAT_TO_DO[code]) ?? WITHOUT_CODE.find(([said]) => said.test(message))?.[1];
  if (words !== undefined) return new StartFault(words(name));
  if (code === undefined) return error instanceof Error ? error : new Error(message);
  return new StartFault(`${name} can't be opened and says ${code}: look this up in PostgreSQL's list of error codes, mend it and start again.`);
};

/** It is away, starting, stopping, crowded, or two could not agree in all their tries: later it will do. */
const LATER = /^(08.{3}|40001|40P01|40003|53200|53300|53400|55P03|57014|57P0[1-5]|25006|25P03|ECONN.*|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const LATER_WITHOUT_CODE = /timeout exceeded when trying to connect|connection terminated|client has encountered a connection error|not queryable/i;

/** What a request that failed on PostgreSQL means to whoever asked; undefined where it is no trouble of the database's. */
export const troubleOf = (error: unknown): 'busy' | 'disk-full' | undefined => {
  const code = codeOf(error);
  if (code === '53100') return 'disk-full';
  const isLater = code === undefined ? error instanceof Error && LATER_WITHOUT_CODE.test(error.message) : LATER.test(code);
  return isLater ? 'busy' : undefined;
};
