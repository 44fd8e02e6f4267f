/** Whether what was opened is what its record says it is: age binds no outside data, so the inside repeats it. */
import type { Belongs, Header } from '../domain/record.ts';

export const belongsTo = (inside: Partial<Belongs>, header: Pick<Header, 'id' | 'kind' | 'pack'>, part: string): boolean =>
  inside.id === header.id && inside.kind === header.kind && inside.pack === header.pack && inside.part === part;
