/** What goes wrong on the way to a running council, as one sentence each: what happened, and what to do. */

/** Its message is already such a sentence; further lines, if any, are what a developer needs. */
export class Fault extends Error {}

/** Looked for in this order in what npm, the system or Rolldown (which is Rust's `os error`) said: the cause of a failed write can be a full disk, not the other way round. */
const SENTENCES = /** @type {const} */ ([
  [/\b(ENOSPC|EDQUOT|os error 28)\b/, 'The disk is full: make room (a few hundred megabytes) and run the same command again. Nothing that was kept is lost.'],
  [/\b(EACCES|EPERM|EROFS|os error (1|13|30))\b/, "This user may not write in the project's folder: give this user the right to, or copy the project to a folder of your own, and run the same command again."],
  [
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR)\b/,
    "The npm registry can't be reached: check the network (and npm's proxy and registry settings) and run the same command again.",
  ],
  [
    /\b(CERT_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+CERT\w*)\b/,
    "The npm registry shows a certificate that this machine doesn't trust: set NODE_EXTRA_CA_CERTS to your network's certificate, or ask whoever runs the network, and run the same command again.",
  ],
  [/\b(E401|E403|ENEEDAUTH)\b/, "The npm registry refused this machine: check npm's registry setting (npm config get registry) and run the same command again."],
  [/\b(E404|ETARGET)\b/, "The npm registry doesn't have a package that the project needs: check npm's registry setting (npm config get registry) and run the same command again."],
  [/\bE5\d\d\b/, 'The npm registry is in trouble: wait a few minutes and run the same command again.'],
  [/\bEUSAGE\b/, 'package.json and package-lock.json do not agree: run `npm install`, look at what changed, and run the same command again.'],
  [/\bEINTEGRITY\b/, 'A package is not the one that the lock names: run `npm cache clean --force` and the same command again; if it stays, do not install it, and ask the maintainers.'],
]);

/** The sentence for a text that npm or the system left behind, or undefined when it is none that we know. */
export const sentenceIn = (/** @type {string} */ text) => SENTENCES.find(([sign]) => sign.test(text))?.[1];

const codeOf = (/** @type {unknown} */ error) => String(/** @type {{ code?: unknown } | null} */ (error)?.code ?? '');

/** The council is built apart and has fault classes of its own, so only the name tells. */
const isFault = (/** @type {unknown} */ error) => error instanceof Error && /Fault(\$\d+)?$/.test(error.constructor.name);

export const sentenceFor = (/** @type {unknown} */ error) => {
  const said = error instanceof Error ? error.message : String(error);
  if (isFault(error)) return said;
  if (process.env['DEBUG'] && error instanceof Error && error.stack) return error.stack;
  return sentenceIn(`${codeOf(error)} `) ?? `This should not have happened: ${said}\nRun the same command with DEBUG=1 before it for all that is known, and tell the maintainers.`;
};
