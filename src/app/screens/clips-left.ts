/** How many recordings are still on this phone, said beside the state of the answers that they belong to. */
import type { KeptReceipt } from '../../store/library.ts';
import type { AppState } from '../state/app-state.ts';
import type { Said } from '../ui/said.tsx';
import { say } from './words.ts';

/** Undefined until the phone has looked: none is not said before. */
export const clipsLeft = (app: AppState, receipt: Pick<KeptReceipt, 'id'>): number | undefined => app.clipsWaiting.value.get(receipt.id);

export const clipsDetail = (app: AppState, count: number | undefined): { readonly detail?: Said } => (count === undefined || count === 0 ? {} : { detail: say(app.texts.value, 'done.clips', { count }) });
