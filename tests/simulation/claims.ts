/** Holds what a device says of its records against what the endpoint has at that moment: nobody is told `received` of anything else. */
import type { Ledger } from './ledger.ts';

export interface Claim {
  /** Of the row on the device. */
  readonly row: string;
  /** Of a record or a clip; of a row without content only the id is left. */
  readonly pair: string | undefined;
  readonly id: string;
  readonly state: 'waiting' | 'claimed';
}

export interface AtEndpoint {
  readonly hasPair: (pair: string) => boolean;
  readonly hasId: (id: string) => boolean;
}

export interface ClaimChecks {
  /** After each round of a device. */
  readonly check: (device: number, claims: readonly Claim[], endpoint: () => AtEndpoint) => void;
  /** What a device claims now is not held against it: it was true when it was said, before the endpoint was set back to a backup. */
  readonly note: (device: number, claims: readonly Claim[]) => void;
  /** The endpoint was set back while these had requests under way: what they hear next was true as well. */
  readonly restored: (underWay: readonly number[]) => void;
}

/** `isUnderWay`: whether a device still waits for an answer, in whichever tab. */
export const makeClaimChecks = (ledger: Ledger, isUnderWay: (device: number) => boolean): ClaimChecks => {
  const told = new Set<string>();
  const mayHearOld = new Set<number>();
  const nameOf = (device: number, { row }: Claim): string => `${device} ${row}`;
  return {
    note: (device, claims) => claims.forEach((claim) => claim.state === 'claimed' && told.add(nameOf(device, claim))),
    restored: (underWay) => underWay.forEach((device) => mayHearOld.add(device)),
    check: (device, claims, endpoint) => {
      for (const claim of claims) if (claim.state === 'waiting') told.delete(nameOf(device, claim));
      const fresh = claims.filter((claim) => claim.state === 'claimed' && !told.has(nameOf(device, claim)));
      const isOld = mayHearOld.has(device);
      if (!isUnderWay(device)) mayHearOld.delete(device);
      if (fresh.length === 0) return;
      const { hasPair, hasId } = endpoint();
      for (const claim of fresh) {
        told.add(nameOf(device, claim));
        const isTrue = claim.pair === undefined ? hasId(claim.id) : hasPair(claim.pair);
        if (!isTrue && !isOld) ledger.falselyAcknowledged.add(claim.pair ?? claim.id);
      }
    },
  };
};
