/** The few pictures that only the studio has: they would be dead weight on every resident's phone. */

const SIGNS = {
  microphone: 'M9 5.5a3 3 0 0 1 6 0V11a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3.5M8 21.5h8',
  stop: 'M6 6h12v12H6z',
  again: 'M4 12a8 8 0 1 0 2.5-5.8M4 3.5v5h5',
} as const;

export const Sign = ({ name }: { readonly name: keyof typeof SIGNS }) => (
  <svg class="picture" viewBox="0 0 24 24" aria-hidden="true">
    <path d={SIGNS[name]} />
  </svg>
);
