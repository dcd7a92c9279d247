/** `still`: it is not read again. `lost`: it could not be read, and is tried again. `closed`: the link was closed. */
export type RefreshState = "still" | "live" | "lost" | "closed";

/** What a request for the present data came to. */
export type RefreshAnswer<T> = { readonly kind: "read"; readonly data: T } | { readonly kind: "lost" | "closed" };

export interface RefreshClockOptions<T> {
  /** Asks once; rejects on no account. */
  readonly ask: () => Promise<RefreshAnswer<T>>;
  /** Whether somebody looks. */
  readonly isSeen: () => boolean;
  readonly onData: (data: T) => void;
  readonly onState: (state: RefreshState) => void;
  /** `setTimeout` and `clearTimeout`, or a test's. */
  readonly wait: (act: () => void, ms: number) => () => void;
}

export const firstPauseMs = 15_000;
export const longestPauseMs = 240_000;

/** Reads something again and again while somebody looks at it; where it cannot be read, at longer and longer distances. */
export interface RefreshClock {
  /** To be told when somebody begins or ceases to look: who begins gets the newest at once. */
  looked(): void;
  stop(): void;
}

/** Begins with a pause, since what is there at first is new. */
export function createRefreshClock<T>(options: RefreshClockOptions<T>): RefreshClock {
  const { ask, isSeen, onData, onState, wait } = options;
  let pause = firstPauseMs;
  let cancel: (() => void) | null = null;
  let asking = false;
  let ended = false;

  const stop = (): void => {
    ended = true;
    cancel?.();
  };
  const schedule = (): void => {
    cancel?.();
    cancel = ended || !isSeen() ? null : wait(() => void read(), pause);
  };
  const read = async (): Promise<void> => {
    cancel = null;
    if (asking || ended) return;
    asking = true;
    const answer = await ask();
    asking = false;
    if (ended) return;
    if (answer.kind === "read") {
      pause = firstPauseMs;
      onData(answer.data);
    } else {
      pause = Math.min(longestPauseMs, pause * 2);
    }
    onState(answer.kind === "read" ? "live" : answer.kind);
    if (answer.kind === "closed") stop();
    else schedule();
  };

  schedule();
  return {
    looked() {
      cancel?.();
      cancel = null;
      if (isSeen()) void read();
    },
    stop,
  };
}
