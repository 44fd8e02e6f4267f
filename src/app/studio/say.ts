/** The studio's words in the form in which the parts of screens take them. */
import type { Values } from '../../i18n/texts.ts';
import type { StudioKey, StudioTexts } from '../../i18n/studio-texts.ts';
import type { Said } from '../ui/said.tsx';

export const say = (texts: StudioTexts, key: StudioKey, values?: Values): Said => ({ text: texts.text(key, values) });
