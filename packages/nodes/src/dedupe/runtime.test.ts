import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dedupeRuntime } from "./runtime.ts";

const run = (config: { items: Json; by?: Json; keep?: string }) =>
  dedupeRuntime.run(createTestStep().ctx, createTestInput(config));

test("whole items are compared, whatever the order of their members", () => {
  expect(run({ items: [{ a: 1, b: [2] }, "1", 1, { b: [2], a: 1 }, "1"] })).toEqual({
    kind: "done",
    output: { items: [{ a: 1, b: [2] }, "1", 1], removed: 2 },
  });
});

test.each([
  ["first", ["a1", "b1"]],
  ["last", ["a2", "b2"]],
])("by key, the %s is kept in its place", (keep, items) => {
  expect(run({ items: ["a1", "a2", "b1", "b2"], by: ["a", "a", "b", "b"], keep })).toEqual({
    kind: "done",
    output: { items, removed: 2 },
  });
});

test.each([
  [{ items: null }, "LIST_EXPECTED"],
  [{ items: [1, 2], by: [1] }, "LIST_LENGTH"],
])("%j is refused with %s", (config, code) => {
  expect(() => run(config)).toThrow(expect.objectContaining({ error: expect.objectContaining({ code }) }));
});

test("it keeps what a set keeps, in order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (items) => {
      const unique = [...new Set(items)];
      expect(run({ items })).toEqual({
        kind: "done",
        output: { items: unique, removed: items.length - unique.length },
      });
    }),
  );
});
