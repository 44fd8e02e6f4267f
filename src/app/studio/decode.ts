/** Sound as samples, from whatever this browser records or from MP3. */

/** Every browser decodes to this one. */
export const RATE = 44_100;

/** Undefined for what is no sound. */
export const decode = async (file: ArrayBuffer): Promise<Float32Array | undefined> => {
  try {
    return (await new OfflineAudioContext(1, 1, RATE).decodeAudioData(file)).getChannelData(0);
  } catch {
    return undefined;
  }
};
