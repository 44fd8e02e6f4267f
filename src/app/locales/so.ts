/** The app's Somali words as one file to fetch. */
import app from '../../../locales/so/app.json';
import problems from '../../../locales/so/problems.json';

export const locale = { app, problems };
