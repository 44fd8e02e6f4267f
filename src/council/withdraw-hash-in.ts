/** The hash of the code that could take a record back, out of a header that may be anyone's. */

/** Null where it says none that is one. */
export const withdrawHashIn = (header: string): string | null => {
  try {
    const said = (JSON.parse(header) as { readonly withdrawHash?: unknown } | null)?.withdrawHash;
    return typeof said === 'string' && /^[0-9a-f]{64}$/.test(said) ? said : null;
  } catch {
    return null;
  }
};
