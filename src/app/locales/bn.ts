/** The app's Bengali words as one file to fetch. */
import app from '../../../locales/bn/app.json';
import problems from '../../../locales/bn/problems.json';

export const locale = { app, problems };
