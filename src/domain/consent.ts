/** What a person allows us to do with their words, asked on the review screen. */

export const QUOTES = ['count-only', 'words-no-name', 'voice-too'] as const;
/** `voice-too` is offered only where a voice was recorded. */
export type Quote = (typeof QUOTES)[number];

/** Nothing is quoted unless the person says so. */
export const QUOTE_UNLESS_TOLD: Quote = 'count-only';

/** Who deletes every recording after allowing the voice has still allowed the words. */
export const quoteWith = (quote: Quote | null, hasVoice: boolean): Quote | null => (quote === 'voice-too' && !hasVoice ? 'words-no-name' : quote);
