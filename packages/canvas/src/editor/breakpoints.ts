/** Where runs of one workflow are to pause. Kept in this browser and sent with each run; never part of the drawing. */
export interface Breakpoints {
  /** Node ids. Keeps its identity while it is the same. */
  getState(): ReadonlySet<string>;
  subscribe(listener: () => void): () => void;
  toggle(nodeId: string): void;
  /** Drops those of nodes that are gone. */
  keepOnly(nodeIds: ReadonlySet<string>): void;
}

/** The part of a browser's storage that breakpoints need. */
export interface BreakpointStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** As many as a run takes. */
const MOST = 32;

/** The breakpoints of the workflow `workflowId`, as this browser remembers them. */
export function createBreakpoints(workflowId: string, storage: BreakpointStorage): Breakpoints {
  const key = `orrery.breakpoints.${workflowId}`;
  const listeners = new Set<() => void>();
  let state: ReadonlySet<string> = read(storage, key);

  function set(next: ReadonlySet<string>): void {
    state = next;
    try {
      if (next.size === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify([...next]));
    } catch {
      // A browser that keeps nothing still pauses at them until the page is left.
    }
    for (const listener of listeners) listener();
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    toggle(nodeId) {
      const next = new Set(state);
      if (!next.delete(nodeId) && next.size < MOST) next.add(nodeId);
      set(next);
    },
    keepOnly(nodeIds) {
      const next = state.intersection(nodeIds);
      if (next.size !== state.size) set(next);
    },
  };
}

function read(storage: BreakpointStorage, key: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(0, MOST) : []);
  } catch {
    return new Set();
  }
}
