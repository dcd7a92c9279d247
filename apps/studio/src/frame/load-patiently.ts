const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * Code of a page, fetched again after a pause where it could not be had: 16 s in all, in which a studio that was started
 * anew answers. Rejects with the last failure.
 */
export async function loadPatiently<T>(load: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return load();
}
