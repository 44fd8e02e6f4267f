/** The name of the recordings' database, and whether it is there: whoever only looks needs nothing else of it. */

export const CLIPS_NAME = 'our-turn-clips';

/** Firefox before 126 can't say which databases there are: there it is opened, and an empty one made. */
export const clipsAreThere = async (indexedDB: IDBFactory): Promise<boolean> =>
  typeof indexedDB.databases !== 'function' || (await indexedDB.databases()).some(({ name }) => name === CLIPS_NAME);
