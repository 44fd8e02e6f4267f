/** Has a plan played on a stage: each step at its time, then calm, and then the promise's 48 hours to come to a good end. */
import type { Clock } from './clock.ts';
import { EVENTS } from './events/events.ts';
import { isGood, type Verdicts } from './judge.ts';
import { calmAt, type Plan } from './plan.ts';
import type { Stage } from './stage.ts';

export interface Production {
  readonly clock: Clock;
  readonly stage: Stage;
  /** The faults are over: the endpoint is up and has room, and on every device the app is open. */
  readonly beCalm: () => void;
  /** Copies of requests that are still to come. */
  readonly pending: () => number;
  readonly verdicts: () => Verdicts;
  /** After the last fault, until it must have come to a good end. */
  readonly hours: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What the promise gives it, after the last fault. */
export const PROMISED_HOURS = 48;
/** When all is well it is watched for so long that it stays so: every device has asked once more by then. */
const STAYS_WELL = 6 * MINUTE;

/** Sets everything on the clock; gives back whether it is over. */
export const direct = ({ clock, stage, beCalm, pending, verdicts, hours }: Production, plan: Plan): (() => boolean) => {
  let isOver = false;
  let wellSince: number | undefined;
  const look = (): void => {
    const isWell = pending() === 0 && isGood(verdicts());
    wellSince = isWell ? (wellSince ?? clock.now()) : undefined;
    isOver ||= wellSince !== undefined && clock.now() - wellSince >= STAYS_WELL;
    clock.after(wellSince === undefined ? MINUTE : STAYS_WELL, look);
  };
  for (const { at, what, on, ms, n, salt } of plan.steps) clock.after(at, () => EVENTS[what]!.run({ stage, device: stage.devices[on]!, on, ms, n, salt }));
  clock.after(calmAt(plan), () => {
    beCalm();
    clock.after(hours * HOUR, () => void (isOver = true));
    look();
  });
  return () => isOver;
};
