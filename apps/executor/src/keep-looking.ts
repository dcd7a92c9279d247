export interface KeepLookingOptions {
  /** One look; gives how long to rest before the next, ms, or null where there is never another. */
  readonly look: (signal: AbortSignal) => Promise<number | null>;
  /** The rest after a look that failed, ms. */
  readonly pauseMs: number;
  /** What is said of a look that failed; nothing once it was ended. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Looks at once and then again and again, never twice at a time.
 * @returns a function that ends it, and resolves when nothing of it is under way.
 */
export function keepLooking({ look, pauseMs, onFailed }: KeepLookingOptions): () => Promise<void> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const turn = async (): Promise<void> => {
    const pause = await look(abort.signal).catch((error: unknown) => {
      if (!abort.signal.aborted) onFailed(error);
      return pauseMs;
    });
    if (!abort.signal.aborted && pause !== null) timer = setTimeout(begin, pause);
  };
  const begin = (): void => {
    underWay = turn();
  };
  begin();

  return async () => {
    abort.abort();
    clearTimeout(timer);
    await underWay;
  };
}
