/** The ladder of participation: how much of a decision is shared. */

/**
 * The rungs of the ladder of participation on which answers can be asked for, highest first. Informing has no
 * answers to give; educating and manipulation can't be published at all (guide, section 1; Arnstein 1969).
 */
export const RUNGS = ['citizen-control', 'delegated-power', 'partnership', 'placation', 'consultation'] as const;
/** The whole ladder, to show where this conversation stands. */
export const LADDER = [...RUNGS, 'informing', 'educating', 'manipulation'] as const;
export type Rung = (typeof LADDER)[number];
