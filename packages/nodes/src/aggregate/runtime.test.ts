import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aggregateRuntime } from "./runtime.ts";

type Config = {
  readonly items: Json;
  readonly flatten?: boolean;
  readonly by?: Json;
  readonly numbers?: Json;
};
const run = (config: Config) => aggregateRuntime.run(createTestStep().ctx, createTestInput(config));

test("without more it collects and counts", () => {
  expect(run({ items: [1, null, [2]] })).toEqual({ kind: "done", output: { items: [1, null, [2]], count: 3 } });
});

test("lists are joined into one, and null is left out", () => {
  expect(run({ items: [[1, 2], null, 3, [[4]]], flatten: true })).toEqual({
    kind: "done",
    output: { items: [1, 2, 3, [4]], count: 4 },
  });
});

test("groups stand in the order of their first item, with their own figures", () => {
  expect(run({ items: ["a", "b", "c"], by: [{ x: 1, y: 2 }, "k", { y: 2, x: 1 }], numbers: [1, 5, 3] })).toEqual({
    kind: "done",
    output: {
      items: ["a", "b", "c"],
      count: 3,
      sum: 9,
      avg: 3,
      min: 1,
      max: 5,
      groups: [
        { key: { x: 1, y: 2 }, items: ["a", "c"], count: 2, sum: 4, avg: 2, min: 1, max: 3 },
        { key: "k", items: ["b"], count: 1, sum: 5, avg: 5, min: 5, max: 5 },
      ],
    },
  });
});

test("nothing has no average", () => {
  expect(run({ items: [], by: [], numbers: [] })).toEqual({
    kind: "done",
    output: { items: [], count: 0, sum: 0, avg: null, min: null, max: null, groups: [] },
  });
});

test.each<[Config, string]>([
  [{ items: "x" }, "LIST_EXPECTED"],
  [{ items: [1], by: [] }, "LIST_LENGTH"],
  [{ items: [1], by: null }, "LIST_EXPECTED"],
  [{ items: [1], numbers: ["1"] }, "NUMBER_EXPECTED"],
  [{ items: [1, 2], numbers: [Number.MAX_VALUE, Number.MAX_VALUE] }, "NUMBER_TOO_LARGE"],
])("%j is refused with %s", (config, code) => {
  expect(() => run(config)).toThrow(expect.objectContaining({ error: expect.objectContaining({ code }) }));
});

test("every item is in exactly one group", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer(), fc.constantFrom("a", "b", "c"))), (pairs) => {
      const items = pairs.map(([item]) => item);
      const outcome = run({ items, by: pairs.map(([, key]) => key) });
      const expected = ["a", "b", "c"]
        .map((key) => ({ key, items: pairs.filter((pair) => pair[1] === key).map(([item]) => item) }))
        .filter((group) => group.items.length > 0)
        .toSorted((x, y) => pairs.findIndex(([, k]) => k === x.key) - pairs.findIndex(([, k]) => k === y.key))
        .map((group) => ({ ...group, count: group.items.length }));
      expect(outcome).toEqual({ kind: "done", output: { items, count: items.length, groups: expected } });
    }),
  );
});
