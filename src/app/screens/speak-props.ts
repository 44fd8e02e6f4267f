/** What the way to speak is given, before it is pressed and after. */
import type { SpokenTo } from '../../domain/draft-clips.ts';
import type { Words } from '../../domain/question.ts';
import type { AppState } from '../state/app-state.ts';

export interface SpeakProps {
  readonly app: AppState;
  readonly to: SpokenTo;
  /** The id of what asks, since a screen may ask for words twice. */
  readonly describedBy: string;
  /** Pictures that may be added. */
  readonly also?: Words['also'];
}
