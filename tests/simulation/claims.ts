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
  /** The endpoint was set back to a backup while these had requests under way: what they hear next was true when it was said. */
  readonly restored: (underWay: readonly number[]) => void;
}

/** `isUnderWay`: whether a device still waits for an answer, in whichever tab. */
export const makeClaimChecks = (ledger: Ledger, isUnderWay: (device: number) => boolean): ClaimChecks => {
  const told = new Set<string>();
  const mayHearOld = new Set<number>();
  return {
    restored: (underWay) => underWay.forEach((device) => mayHearOld.add(device)),
    check: (device, claims, endpoint) => {
      const nameOf = ({ row }: Claim): string => `${device} ${row}`;
      for (const claim of claims) if (claim.state === 'waiting') told.delete(nameOf(claim));
      const fresh = claims.filter((claim) => claim.state === 'claimed' && !told.has(nameOf(claim)));
      const isOld = mayHearOld.has(device);
      if (!isUnderWay(device)) mayHearOld.delete(device);
      if (fresh.length === 0) return;
      const { hasPair, hasId } = endpoint();
      for (const claim of fresh) {
        told.add(nameOf(claim));
        const isTrue = claim.pair === undefined ? hasId(claim.id) : hasPair(claim.pair);
        if (!isTrue && !isOld) ledger.falselyAcknowledged.add(claim.pair ?? claim.id);
      }
    },
  };
};
