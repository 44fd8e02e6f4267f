/** How many recordings are still on this phone, said beside the state of the answers that they belong to. */
import type { KeptReceipt } from '../../store/library.ts';
import type { AppState } from '../state/app-state.ts';
import type { Said } from '../ui/said.tsx';
import { say } from './words.ts';

export const clipsLeft = (app: AppState, receipt: Pick<KeptReceipt, 'id'>): number => app.clipsWaiting.value.get(receipt.id) ?? 0;

export const clipsDetail = (app: AppState, count: number): { readonly detail?: Said } => (count === 0 ? {} : { detail: say(app.texts.value, 'done.clips', { count }) });
