/** Why a browser would not keep something, as a coded problem. */
import { problem, type Problem } from '../domain/problem.ts';

const namesOf = (error: unknown): readonly string[] => {
  if (typeof error !== 'object' || error === null) return [];
  const { name, inner } = error as { name?: unknown; inner?: unknown };
  return [...(typeof name === 'string' ? [name] : []), ...namesOf(inner)];
};

/** Dexie wraps the browser's own error, so the name is looked for inside as well. */
export const refusal = (error: unknown): Problem => {
  const names = namesOf(error);
  return problem(names.includes('QuotaExceededError') ? 'phone-full' : 'storage-refused', undefined, names.join(' < '));
};
