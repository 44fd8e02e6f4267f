/** The voice studio's English words as one file to fetch. */
import words from '../../../../locales/en/studio.json';

export { words };
