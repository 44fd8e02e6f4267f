/** What befalls the endpoint: it is killed in the middle, stopped, full, set back to an old backup. */
import { DAY, MINUTE, SECOND, type Events } from './event.ts';

const AWHILE = [SECOND, 20 * MINUTE] as const;

export const endpoint = {
  /** Before or after one of its next statements: so before the commit, after it, and between commit and answer. */
  'endpoint-killed': { weight: 5, ms: AWHILE, n: [0, 60], run: ({ stage, n, ms }) => stage.endpoint.kill(n, ms) },
  'endpoint-stopped': { weight: 2, ms: AWHILE, run: ({ stage, ms }) => stage.endpoint.close(ms) },
  'disk-full': { weight: 3, ms: AWHILE, run: ({ stage, ms }) => stage.endpoint.fill(ms) },
  'second-place-lost': { weight: 2, ms: AWHILE, run: ({ stage, ms }) => stage.endpoint.loseSecond(ms) },
  'budgets-used-up': { weight: 1.5, ms: AWHILE, run: ({ stage, ms }) => stage.endpoint.tighten(ms) },
  'receipt-key-rotated': { weight: 1.5, run: ({ stage }) => stage.endpoint.changeKey(false) },
  'receipt-key-lost': { weight: 1, run: ({ stage }) => stage.endpoint.changeKey(true) },
  'endpoint-clock-forward': { weight: 1, ms: [MINUTE, 400 * DAY], run: ({ stage, ms }) => stage.endpoint.jump(ms) },
  'endpoint-clock-back': { weight: 1, ms: [MINUTE, 400 * DAY], run: ({ stage, ms }) => stage.endpoint.jump(-ms) },
  'backed-up': { weight: 3, run: ({ stage }) => stage.endpoint.backUp() },
  'restored-from-backup': { weight: 4, run: ({ stage }) => stage.endpoint.restore() },
} as const satisfies Events;
