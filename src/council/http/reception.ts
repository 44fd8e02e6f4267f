/** What the addresses of the wire share while one process runs: its room, its figures, and how it knows at whose door a request stands. */
import type { Door } from '../budgets.ts';
import type { Council } from '../council.ts';
import { networkNamer } from '../day-salt.ts';
import { strangersWatch } from '../strangers.ts';
import type { Counts } from './counts.ts';
import { networkOf, peerReader, type Bindings, type Peer } from './peer.ts';
import { openRoom, type Room } from './room.ts';

/**
 * When to come back to a budget that is used up. It is full until the day ends, but a phone that was taken home in the
 * meantime stands on another network, and asking costs next to nothing.
 */
export const BACK_IN_SECONDS = 900;

export interface Reception {
  readonly council: Council;
  readonly room: Room;
  readonly counts: Counts;
  readonly peerOf: (request: Request, bindings: Bindings | undefined) => Peer;
  /** Undefined for what came over no socket. */
  readonly doorOf: (request: Request, bindings: Bindings | undefined) => Promise<Door | undefined>;
  /** Turns true when the process has been asked to stop: what is under way is finished, and nothing new is begun. */
  readonly isClosing: () => boolean;
}

export const openReception = (council: Council, counts: Counts, isClosing: () => boolean): Reception => {
  const peerOf = peerReader(council.config.front);
  const nameOf = networkNamer(council);
  const strangersAreFull = strangersWatch(council);
  return {
    council,
    room: openRoom(),
    counts,
    peerOf,
    doorOf: async (request, bindings) => {
      const { address } = peerOf(request, bindings);
      return address === undefined ? undefined : { sender: { network: await nameOf(networkOf(address)) }, strangersAreFull };
    },
    isClosing,
  };
};
