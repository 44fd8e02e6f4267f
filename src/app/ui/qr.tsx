/** A code as a picture for another phone's camera: always dark on white, whatever the page's colours. */
import { langOf, type Said } from './said.tsx';

/** A reader needs this many empty modules on every side (ISO/IEC 18004). */
const QUIET_MODULES = 4;

const pathOf = (rows: readonly (readonly boolean[])[]): string =>
  rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');

export const Qr = ({ rows, label }: { readonly rows: readonly (readonly boolean[])[]; readonly label: Said }) => {
  const side = rows.length + 2 * QUIET_MODULES;
  return (
    <svg
      class="qr"
      viewBox={`-${QUIET_MODULES} -${QUIET_MODULES} ${side} ${side}`}
      role="img"
      aria-label={label.text}
      {...langOf(label)}
      shape-rendering="crispEdges"
    >
      <path d={pathOf(rows)} />
    </svg>
  );
};
