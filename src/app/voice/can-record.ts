/** Whether this browser can record a voice at all, and in which type; small, since every page with a field to write in asks it. */

/** The first that the browser has: Chromium and Firefox write the first or second, Safari the third. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'] as const;

/** What a recorder is told to write; undefined where it can write nothing that the council can play, or there is none. */
export const recorderType = (): string | undefined =>
  typeof MediaRecorder === 'undefined' || typeof navigator.mediaDevices?.getUserMedia !== 'function' ? undefined : TYPES.find((type) => MediaRecorder.isTypeSupported(type));
