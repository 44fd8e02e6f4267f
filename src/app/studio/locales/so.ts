/** The voice studio's Somali words as one file to fetch. */
import words from '../../../../locales/so/studio.json';

export { words };
