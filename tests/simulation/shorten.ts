/** Makes a failing plan as short as it goes: leaves out halves, quarters and single steps as long as it still fails. */
import type { Plan } from './plan.ts';

const withoutSteps = (plan: Plan, from: number, many: number): Plan => ({ ...plan, steps: plan.steps.filter((_, at) => at < from || at >= from + many) });

/** Delta debugging. Each step draws by itself, so leaving one out changes nothing about the others. */
export const shorten = async (plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> => {
  let short = plan;
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < short.steps.length; ) {
      const shorter = withoutSteps(short, at, size);
      if (await fails(shorter)) short = shorter;
      else at += size;
    }
  }
  return short;
};
