/** What people do: they open the app, hand in, come back, and let it lie. */
import type { Events } from './event.ts';

export const handingIn = {
  'open-tab': { weight: 3, run: ({ device }) => device.openTab() },
  'close-tab': { weight: 2, run: ({ device }) => device.closeTab() },
  /** Every tab is closed, and the phone goes into a drawer. */
  'laid-away': { weight: 0.5, run: ({ device }) => device.closeAll() },
  'worker-sync': { weight: 3, run: ({ device }) => device.sync() },
  'wake': { weight: 2, run: ({ device }) => device.wake() },
  'hand-in-answers': { weight: 8, run: ({ device }) => device.handIn('answers') },
  'hand-in-answers-and-support': { weight: 4, run: ({ device }) => device.handIn('answers-and-support') },
  'hand-in-interest': { weight: 2, run: ({ device }) => device.handIn('interest') },
  'hand-in-recorded': { weight: 3, run: ({ device }) => device.handIn('recorded') },
  /** Made by another version: a kind, a field or a pack that nobody here knows. */
  'hand-in-strange': { weight: 2, run: ({ device }) => device.handIn('strange') },
  /** Two tabs, or two clones of a device, finish one draft: same id, other bytes. */
  'finish-one-draft-twice': { weight: 2, run: ({ device }) => device.handIn('same-draft') },
  'taken-back': { weight: 2, n: [0, 40], run: ({ device, n }) => device.takeBack(n) },
  'taken-back-by-code': { weight: 2, n: [0, 40], run: ({ device, n }) => device.takeBackByCode(n) },
  'corrected': { weight: 1.5, n: [0, 40], run: ({ device, n }) => device.correct(n) },
  'hand-in-from-an-old-tab': { weight: 1.5, run: ({ device }) => device.handInAsOfOld() },
  'type-into-a-draft': { weight: 2, run: ({ device }) => device.draft() },
} as const satisfies Events;
