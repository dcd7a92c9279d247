import { expect, test } from "vitest";
import { createValueCache } from "./value-cache.ts";

test("what was put is there at once, the least recently used go first, what is gone is read again", async () => {
  const reads: string[] = [];
  const values = {
    read: async (_runId: string, id: string) => {
      reads.push(id);
      return id === "expired" ? null : `read ${id}`;
    },
    readMany: async () => new Map(),
  };
  const cache = createValueCache(values, 100);
  cache.put("a", 1, 40);
  cache.put("b", 2, 40);
  expect(cache.get("run", "a")).toBe(1);
  cache.put("c", 3, 40);
  expect(cache.get("run", "a")).toBe(1);
  expect(await cache.get("run", "b")).toBe("read b");
  expect(cache.get("run", "b")).toBe("read b");
  expect(await cache.get("run", "expired")).toBeNull();
  expect(await cache.get("run", "expired")).toBeNull();
  expect(reads).toEqual(["b", "expired", "expired"]);
});
