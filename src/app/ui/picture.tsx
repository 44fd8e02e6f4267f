/** A picture from the project's own set. It stands beside words, so a screen reader passes it over. */
import { PICTURES, type Drawn } from './picture-paths.ts';

export const Picture = ({ name, class: extra }: { readonly name: Drawn; readonly class?: string }) => (
  <svg class={extra === undefined ? 'picture' : `picture ${extra}`} viewBox="0 0 24 24" aria-hidden="true">
    <path d={PICTURES[name]} />
  </svg>
);
