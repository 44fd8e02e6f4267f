/** Stands in the client for age's post-quantum recipients, which this version does not use: 20 kB less to fetch. */

/** The council's keys are X25519 (docs/decisions/0004); nothing here is ever called, and if it were it would say so. */
const refuse = (): never => {
  throw new Error('post-quantum recipients are not part of this client');
};

const absent = { getPublicKey: refuse, encapsulate: refuse, decapsulate: refuse };
export const MLKEM768X25519 = absent;
export const MLKEM768P256 = absent;
