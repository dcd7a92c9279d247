import type { Json } from "@orrery/plan";
import { expect, test } from "vitest";
import { createValueCache } from "./value-cache.ts";

/** A cache of so many values of 1,000 bytes, and what it had to read. */
function cacheOf(count: number) {
  const reads: string[] = [];
  const values = {
    read: async (_runId: string, id: string) => {
      reads.push(id);
      return id === "expired" ? null : `read ${id}`;
    },
    readMany: async () => new Map(),
  };
  // What a value costs beside its JSON is counted too.
  const cache = createValueCache(values, count * 1_300);
  const put = (runId: string, id: string, value: Json): void => cache.put(runId, { id, value, bytes: 1_000 });
  return { cache, put, reads };
}

test("what was put is there at once, the least recently used go first, what is gone is read again", async () => {
  const { cache, put, reads } = cacheOf(2);
  put("run", "a", 1);
  put("run", "b", 2);
  expect(cache.get("run", "a")).toBe(1);
  put("run", "c", 3);
  expect(cache.get("run", "a")).toBe(1);
  expect(await cache.get("run", "b")).toBe("read b");
  expect(cache.get("run", "b")).toBe("read b");
  expect(await cache.get("run", "expired")).toBeNull();
  expect(await cache.get("run", "expired")).toBeNull();
  expect(reads).toEqual(["b", "expired", "expired"]);
});

test("a run that is let go leaves nothing, the others keep theirs, and what it left makes room", async () => {
  const { cache, put, reads } = cacheOf(3);
  put("gone", "a", 1);
  put("gone", "b", 2);
  put("here", "c", 3);
  cache.forget("gone");
  put("here", "d", 4);
  put("here", "e", 5);
  expect([cache.get("here", "c"), cache.get("here", "d"), cache.get("here", "e")]).toEqual([3, 4, 5]);
  expect(await cache.get("gone", "a")).toBe("read a");
  expect(reads).toEqual(["a"]);
});

test("small values are bounded too, although their JSON hardly counts", async () => {
  const reads: string[] = [];
  const read = async (_runId: string, id: string) => {
    reads.push(id);
    return 0;
  };
  const cache = createValueCache({ read, readMany: async () => new Map() }, 10_000);
  for (let i = 0; i < 1_000; i += 1) cache.put("run", { id: `v${i}`, value: 0, bytes: 1 });
  expect(cache.get("run", "v999")).toBe(0);
  await cache.get("run", "v900");
  expect(reads).toEqual(["v900"]);
});
