/** Where an answer is given. It decides what a device may remember, and is told to the council in the header. */

export const MODES = ['own-phone', 'kiosk', 'outreach', 'paper', 'telephone'] as const;
export type Mode = (typeof MODES)[number];
