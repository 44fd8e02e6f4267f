/** The name of the recordings' database, by itself: whoever looks whether it is there needs nothing else of it. */
export const CLIPS_NAME = 'our-turn-clips';
