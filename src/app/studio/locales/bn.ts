/** The voice studio's Bengali words as one file to fetch. */
import words from '../../../../locales/bn/studio.json';

export { words };
