/** Every failure that a person or another machine can meet, in one closed list with stable codes. */

/**
 * Codes are for ever: they stand on the wire, in logs and in locales/<lang>/problems.json, where each has the
 * words that a resident reads. The number is the HTTP status with which the endpoint says it; 0 means that it
 * happens on a device only.
 */
export const PROBLEM_STATUS = {
  // the envelope, at the endpoint
  'not-json': 400,
  'not-an-envelope': 400,
  'too-deep': 400,
  'too-large': 413,
  'too-many': 413,
  'unknown-version': 400,
  'unknown-encoding': 415,
  'digest-mismatch': 400,
  'not-a-piece': 400,
  'not-expected': 404,
  'wrong-offset': 409,
  // the endpoint itself
  'not-found': 404,
  'not-allowed': 405,
  'sign-in': 401,
  'wrong-origin': 403,
  'busy': 429,
  'disk-full': 503,
  'closing-down': 503,
  'went-wrong': 500,
  // a pack that can't be published
  'pack-fault': 422,
  // on the device
  'phone-full': 0,
  'storage-refused': 0,
  'keys-missing': 0,
  'could-not-seal': 0,
  'could-not-load': 0,
  'clock-wrong': 0,
  'answer-too-long': 0,
  'answer-unknown': 0,
  'cannot-record': 0,
  'microphone-refused': 0,
  'microphone-missing': 0,
  'microphone-busy': 0,
  'recording-full': 0,
  'recordings-enough': 0,
  'picture-unreadable': 0,
  'picture-too-large': 0,
  'not-a-code': 0,
  // a sealed file, when it is opened
  'cannot-open': 0,
  'not-the-same-record': 0,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

export interface Problem {
  readonly code: ProblemCode;
  /** Where: a key, a file, a place in a message. Never a person's words. */
  readonly at?: string;
  /** For whoever mends it, in English. Never a person's words. */
  readonly detail?: string;
}

export const problem = (code: ProblemCode, at?: string, detail?: string): Problem => ({
  code,
  ...(at === undefined ? {} : { at }),
  ...(detail === undefined ? {} : { detail }),
});
