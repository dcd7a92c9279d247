/** What keeps Orrery from doing what it is asked, whoever asks. */
export type Trouble = "DISK_FULL" | "DATABASE_AWAY";

export interface TroubleStore {
  get(): Trouble | null;
  subscribe(listener: () => void): () => void;
  /** An answer came, refused for `reason` or not: what it says of the trouble there is. */
  answered(kind: "query" | "mutation", reason: string | null): void;
}

/**
 * What the last answers say of Orrery's health. A database that is away is back with any answer that is not its absence; a
 * full disk still lets one read, so only a change that was made says that there is room again.
 */
export function createTroubleStore(): TroubleStore {
  const listeners = new Set<() => void>();
  let trouble: Trouble | null = null;
  const set = (next: Trouble | null): void => {
    if (next === trouble) return;
    trouble = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => trouble,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answered(kind, reason) {
      if (reason === "DISK_FULL" || reason === "DATABASE_AWAY") set(reason);
      else if (trouble === "DATABASE_AWAY" || (kind === "mutation" && reason === null)) set(null);
    },
  };
}
