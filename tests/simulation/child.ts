/** The process that plays: it is told what on its command line, and says each result as a line of JSON. src/tools/simulation starts it. */
import { differences } from './alike.ts';
import { isGood, WAYS_TO_FAIL, type Verdicts } from './judge.ts';
import { playModel } from './model/play.ts';
import { drawPlan, type Plan } from './plan.ts';
import { makeReady, play } from './real/play.ts';
import { shorten } from './shorten.ts';

export interface Order {
  /** `both`: each plan with either, and what differs. */
  readonly code: 'real' | 'model' | 'both';
  readonly from: number;
  readonly seeds: number;
  /** These instead of drawn ones. */
  readonly plans?: readonly Plan[];
  readonly favoured?: readonly string[];
  /** Simulated, after the last fault; fewer than promised where a failure is looked for and every way to fail will do. */
  readonly hours?: number;
  /** Mechanisms that the model does without; the real code is bundled without them. */
  readonly without?: readonly string[];
  /** One failure is enough. */
  readonly stopsAtFirst?: boolean;
  /** Failures are made as short as they go. */
  readonly shortens?: boolean;
}

type Player = (plan: Plan) => Promise<Verdicts & { readonly differs?: readonly string[] }>;
const realPlayer = async (hours: number | undefined): Promise<Player> => {
  const code = await makeReady();
  return async (plan) => (await play(code, plan, hours)).verdicts;
};

const bothPlayer = async (): Promise<Player> => {
  const code = await makeReady();
  return async (plan) => {
    const real = await play(code, plan);
    return { ...real.verdicts, differs: differences(real, playModel(plan)) };
  };
};

const say = (line: object): void => console.log(JSON.stringify(line));
const SAYS_EVERY_MS = 2_000;

const playAll = async (order: Order): Promise<void> => {
  const without = new Set(order.without);
  const players: Readonly<Record<Order['code'], () => Promise<Player>>> = {
    real: () => realPlayer(order.hours),
    model: async () => async (plan) => playModel(plan, order.hours, without).verdicts,
    both: bothPlayer,
  };
  const player = await players[order.code]();
  const counts = Object.fromEntries(WAYS_TO_FAIL.map((way) => [way, 0]));
  const began = performance.now();
  let said = began;
  let played = 0;
  let failed = 0;
  const all = order.plans?.length ?? order.seeds;
  for (; played < all && !(order.stopsAtFirst && failed > 0); played += 1) {
    const plan = order.plans?.[played] ?? drawPlan(order.from + played, order.favoured);
    const verdicts = await player(plan).catch((why: unknown) => {
      throw new Error(`seed ${plan.seed} broke off: ${JSON.stringify(plan)}`, { cause: why });
    });
    if (performance.now() - said > SAYS_EVERY_MS) say({ played: played + 1 });
    if (performance.now() - said > SAYS_EVERY_MS) said = performance.now();
    if (isGood(verdicts) && (verdicts.differs ?? []).length === 0) continue;
    failed += 1;
    for (const way of WAYS_TO_FAIL) counts[way]! += verdicts[way].length;
    const short = order.shortens ? await shorten(plan, async (shorter) => !isGood(await player(shorter))) : plan;
    say({ failed: { seed: plan.seed, verdicts, plan: short } });
  }
  say({ over: { played, failed, counts, ms: Math.round(performance.now() - began) } });
};

// Dexie tells the console when a newer version takes over; nobody reads it here.
console.warn = () => undefined;
// The endpoint sweeps its memory where it grows; these scenarios are over before that would help anyone, and pay for it with a quarter of their time.
process.memoryUsage.rss = () => 0;
await playAll(JSON.parse(process.argv[2] ?? '{}') as Order);
