import type { Json } from "@orrery/plan";
import type { Values } from "@orrery/ports";
import type { Maybe } from "./maybe.ts";

/** Values of the runs that are driven here, as they were read or written lately. */
export interface ValueCache {
  put(runId: string, value: { readonly id: string; readonly value: Json; readonly bytes: number }): void;
  /** From memory, or read. Null where there is no such value (expired). */
  get(runId: string, id: string): Maybe<Json | null>;
  /** The run is let go: it may wait for months, and leaves nothing here. */
  forget(runId: string): void;
}

/** A small value costs more by its id and its places in the maps than by its JSON. */
const overheadBytes = 256;

interface Entry {
  readonly runId: string;
  readonly value: Json;
  readonly bytes: number;
}

/**
 * The least recently used go first once they hold more than `maxBytes`, counted as JSON and what each costs beside; uses
 * while they held less than half of that do not count.
 */
export function createValueCache(values: Values, maxBytes: number): ValueCache {
  // Ids are unique over all runs.
  const entries = new Map<string, Entry>();
  const idsByRun = new Map<string, Set<string>>();
  let total = 0;

  const remove = (id: string, { runId, bytes }: Entry): void => {
    entries.delete(id);
    total -= bytes;
    const ids = idsByRun.get(runId);
    ids?.delete(id);
    if (ids?.size === 0) idsByRun.delete(runId);
  };

  const put: ValueCache["put"] = (runId, { id, value, bytes }) => {
    const before = entries.get(id);
    if (before !== undefined) remove(id, before);
    const entry = { runId, value, bytes: bytes + overheadBytes };
    entries.set(id, entry);
    total += entry.bytes;
    const ids = idsByRun.get(runId);
    if (ids === undefined) idsByRun.set(runId, new Set([id]));
    else ids.add(id);
    if (total <= maxBytes) return;
    for (const [oldest, present] of entries) {
      if (total <= maxBytes || oldest === id) break;
      remove(oldest, present);
    }
  };

  return {
    put,
    get(runId, id) {
      const entry = entries.get(id);
      if (entry !== undefined) {
        // The order matters only when something will soon have to go.
        if (total > maxBytes / 2) {
          entries.delete(id);
          entries.set(id, entry);
        }
        return entry.value;
      }
      return values.read(runId, id).then((value) => {
        if (value !== null) put(runId, { id, value, bytes: JSON.stringify(value).length });
        return value;
      });
    },
    forget(runId) {
      for (const id of idsByRun.get(runId) ?? []) {
        const entry = entries.get(id);
        if (entry !== undefined) remove(id, entry);
      }
    },
  };
}
