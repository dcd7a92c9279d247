import type { Json } from "@orrery/plan";
import type { Values } from "@orrery/ports";
import type { Maybe } from "./maybe.ts";

/** Values that were read or written lately, by id; ids are unique over all runs. */
export interface ValueCache {
  put(id: string, value: Json, bytes: number): void;
  /** From memory, or read. Null where there is no such value (expired). */
  get(runId: string, id: string): Maybe<Json | null>;
}

/** The least recently used go first once they hold more than `maxBytes` of JSON. */
export function createValueCache(values: Values, maxBytes: number): ValueCache {
  const entries = new Map<string, { readonly value: Json; readonly bytes: number }>();
  let total = 0;

  const put = (id: string, value: Json, bytes: number): void => {
    const before = entries.get(id);
    if (before !== undefined) total -= before.bytes;
    entries.delete(id);
    entries.set(id, { value, bytes });
    total += bytes;
    for (const [oldest, entry] of entries) {
      if (total <= maxBytes || oldest === id) break;
      entries.delete(oldest);
      total -= entry.bytes;
    }
  };

  return {
    put,
    get(runId, id) {
      const entry = entries.get(id);
      if (entry !== undefined) {
        entries.delete(id);
        entries.set(id, entry);
        return entry.value;
      }
      return values.read(runId, id).then((value) => {
        if (value !== null) put(id, value, JSON.stringify(value).length);
        return value;
      });
    },
  };
}
