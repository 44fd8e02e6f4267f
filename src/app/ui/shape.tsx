/** The coloured shape behind an option's picture: colour, shape and picture together say which one it is. */
import { PICTURES, type Drawn } from './picture-paths.ts';

/** In a 60-unit square. Each can be named aloud: the round one, the square one, the one like a flower. */
const SHAPES = {
  circle: 'M30 3a27 27 0 1 0 .01 0z',
  square: 'M10 5h40a5 5 0 0 1 5 5v40a5 5 0 0 1-5 5H10a5 5 0 0 1-5-5V10a5 5 0 0 1 5-5z',
  diamond: 'M33 1.5l25.5 25.5a4 4 0 0 1 0 6L33 58.5a4 4 0 0 1-6 0L1.5 33a4 4 0 0 1 0-6L27 1.5a4 4 0 0 1 6 0z',
  triangle: 'M33.5 3.5l25 48a4 4 0 0 1-3.5 6H5a4 4 0 0 1-3.5-6l25-48a4 4 0 0 1 7 0z',
  flower: 'M22 10a9 9 0 0 1 16 0a9 9 0 0 1 12 12a9 9 0 0 1 0 16a9 9 0 0 1-12 12a9 9 0 0 1-16 0a9 9 0 0 1-12-12a9 9 0 0 1 0-16a9 9 0 0 1 12-12z',
  arch: 'M30 1C44 9 54 18 54 32v22a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3V32C6 18 16 9 30 1z',
  hexagon: 'M18 5h24a4 4 0 0 1 3.5 2L57 28a4 4 0 0 1 0 4L45.5 53a4 4 0 0 1-3.5 2H18a4 4 0 0 1-3.5-2L3 32a4 4 0 0 1 0-4L14.5 7A4 4 0 0 1 18 5z',
  empty: 'M10 5h40a5 5 0 0 1 5 5v40a5 5 0 0 1-5 5H10a5 5 0 0 1-5-5V10a5 5 0 0 1 5-5z',
} as const;
export type ShapeName = keyof typeof SHAPES;

/** Seven shapes and four colours have no common factor: 28 options go by before a pair comes back. */
const SHAPE_ORDER = ['circle', 'square', 'diamond', 'triangle', 'flower', 'arch', 'hexagon'] as const;
const TONE_ORDER = ['leaf', 'sky', 'plum', 'earth'] as const;
export type ShapeTone = (typeof TONE_ORDER)[number] | 'none';

export interface Badge {
  readonly shape: ShapeName;
  readonly tone: ShapeTone;
}

/** The badge of the option that stands at this place, 0 for the first; `none` is the empty dashed one. */
export const badgeAt = (index: number, isNone = false): Badge =>
  isNone
    ? { shape: 'empty', tone: 'none' }
    : {
        shape: SHAPE_ORDER[index % SHAPE_ORDER.length] ?? 'circle',
        tone: TONE_ORDER[index % TONE_ORDER.length] ?? 'leaf',
      };

/** Where the picture sits: a triangle's room is at its foot. */
const PLACE: Readonly<Record<ShapeName, string>> = {
  circle: 'translate(13 13) scale(1.42)',
  square: 'translate(12 12) scale(1.5)',
  diamond: 'translate(14.5 14.5) scale(1.3)',
  triangle: 'translate(16.5 26) scale(1.13)',
  flower: 'translate(13.5 13.5) scale(1.38)',
  arch: 'translate(13 18) scale(1.42)',
  hexagon: 'translate(13 13) scale(1.42)',
  empty: 'translate(13 13) scale(1.42)',
};

export const Shape = ({ badge, picture }: { readonly badge: Badge; readonly picture?: Drawn }) => (
  <svg class={`shape ${badge.tone}`} viewBox="0 0 60 60" aria-hidden="true">
    <path class="ground" d={SHAPES[badge.shape]} />
    {picture === undefined ? null : <path d={PICTURES[picture]} transform={PLACE[badge.shape]} />}
  </svg>
);
