/** The part of a document store that says what has not reached the draft log. */
export interface SavedDocument {
  getState(): { readonly unsent: number };
  subscribe(listener: () => void): () => void;
  retry(): void;
}

/** Resolves once every edit has reached the draft log; false when that takes longer than `withinMs`. */
export function waitUntilSaved(document: SavedDocument, withinMs: number): Promise<boolean> {
  if (document.getState().unsent === 0) return Promise.resolve(true);
  document.retry();
  return new Promise((resolve) => {
    const stop = document.subscribe(() => {
      if (document.getState().unsent === 0) end(true);
    });
    const timer = setTimeout(() => end(false), withinMs);
    function end(saved: boolean) {
      clearTimeout(timer);
      stop();
      resolve(saved);
    }
  });
}
