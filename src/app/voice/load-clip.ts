/** Clips as addresses that play anywhere: a blob needs no range requests, which some browsers ask of a worker. */

/** As many as two screens have. */
const KEPT_IN_MEMORY = 80;

/** Gives undefined where a clip can't be had. The same clip twice is fetched once. */
export const clipLoader = (): ((clip: string) => Promise<string | undefined>) => {
  const blobs = new Map<string, string>();
  return async (clip) => {
    const known = blobs.get(clip);
    if (known !== undefined) return known;
    try {
      const response = await fetch(clip, { credentials: 'omit' });
      if (!response.ok) return undefined;
      const address = URL.createObjectURL(await response.blob());
      blobs.set(clip, address);
      const [oldest] = blobs;
      if (blobs.size > KEPT_IN_MEMORY && oldest !== undefined) {
        URL.revokeObjectURL(oldest[1]);
        blobs.delete(oldest[0]);
      }
      return address;
    } catch {
      return undefined;
    }
  };
};
