/** The project's own sign: people in a circle, seen from above, and the one whose turn it is to speak. */

export const Mark = () => (
  <svg class="mark" viewBox="0 0 40 40" aria-hidden="true">
    <path d="M32.4 24.5h.01M22.3 33.0h.01M10.7 29.3h.01M7.0 17.7h.01M15.5 7.6h.01" />
    <path class="turn" d="M21.5 18.5l1.5-6.3a8 8 0 1 1 4.8 4.8z" />
  </svg>
);
