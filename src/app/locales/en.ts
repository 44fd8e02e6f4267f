/** The app's English words as one file to fetch. */
import app from '../../../locales/en/app.json';
import problems from '../../../locales/en/problems.json';

export const locale = { app, problems };
