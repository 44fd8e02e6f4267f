/** The little line under an answer: kept on this phone, or not yet. The page's polite region says it aloud. */
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

export const Kept = ({ isKept, said }: { readonly isKept: boolean; readonly said: Said }) => (
  <p class="kept" data-kept={isKept ? 'yes' : 'no'}>
    <Picture name={isKept ? 'kept' : 'clock'} />
    <Say said={said} />
  </p>
);
