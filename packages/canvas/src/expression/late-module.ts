/** `away`: it could not be fetched; it is tried again meanwhile. */
export type LateState<T> =
  | { readonly kind: "waiting" }
  | { readonly kind: "away" }
  | { readonly kind: "here"; readonly value: T };

export interface LateModule<T> {
  readonly getState: () => LateState<T>;
  /** The first listener begins the fetch. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Tries at once instead of when the next pause ends. */
  readonly hurry: () => void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Code that comes when it is first needed. Unlike `React.lazy` it never throws while it cannot be had: it says `away`, and
 * tries again after pauses of 1 s to 30 s, each twice the one before, as long as somebody listens.
 */
export function createLateModule<T>(load: () => Promise<T>): LateModule<T> {
  const listeners = new Set<() => void>();
  let state: LateState<T> = { kind: "waiting" };
  let pause = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let loading = false;

  function become(next: LateState<T>): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function fetchIt(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (loading || state.kind === "here") return;
    loading = true;
    try {
      become({ kind: "here", value: await load() });
    } catch {
      if (state.kind === "waiting") become({ kind: "away" });
      if (listeners.size > 0) timer = setTimeout(fetchIt, pause);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    } finally {
      loading = false;
    }
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      if (timer === null) void fetchIt();
      return () => {
        listeners.delete(listener);
      };
    },
    hurry: () => void fetchIt(),
  };
}
