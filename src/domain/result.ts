/** What a step gives back when it may fail for reasons that a person could meet: a value, or a coded problem. */
import type { Problem } from './problem.ts';

export type Result<T, P = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P };

export const good = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const bad = <P>(problem: P): { readonly ok: false; readonly problem: P } => ({ ok: false, problem });
