/** What befalls a device: it is killed, loses power, fills up, is cleared, copied, or has its clock set. */
import { DAY, MINUTE, type Events } from './event.ts';

/** So many steps of storage and network from now: somewhere in the middle of whatever it does then. */
const STEPS = [1, 160] as const;
const SOMEWHILE = [MINUTE, 20 * MINUTE] as const;

export const device = {
  'tab-killed': { weight: 5, n: STEPS, run: ({ device: it, n }) => it.kill(n) },
  'power-loss': { weight: 4, n: STEPS, run: ({ device: it, n }) => it.powerLoss(n) },
  'quota-full': { weight: 3, ms: SOMEWHILE, run: ({ device: it, ms }) => it.fill(ms) },
  'evicted': { weight: 1, run: ({ device: it }) => it.evict() },
  'clock-forward': { weight: 2, ms: [MINUTE, 800 * DAY], run: ({ device: it, ms }) => it.jump(ms) },
  'clock-back': { weight: 2, ms: [MINUTE, 800 * DAY], run: ({ device: it, ms }) => it.jump(-ms) },
  'connections-dropped': { weight: 3, n: STEPS, run: ({ device: it, n }) => it.dropConnections(n) },
  'cloned': { weight: 1, run: ({ stage, on }) => stage.clone(on) },
  'upgraded-with-a-draft-open': { weight: 2, run: ({ device: it }) => it.upgrade() },
} as const satisfies Events;
