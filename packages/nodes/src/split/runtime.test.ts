import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitRuntime } from "./runtime.ts";

type Config = {
  readonly value: Json;
  readonly by?: string;
  readonly separator?: string;
  readonly size?: number;
  readonly keepEmpty?: boolean;
};
const run = (config: Config) => splitRuntime.run(createTestStep().ctx, createTestInput(config));

test.each<[Config, Json[]]>([
  [{ value: " a \r\n\n b\rc" }, ["a", "b", "c"]],
  [{ value: "a\n\n b", keepEmpty: true }, ["a", "", " b"]],
  [{ value: "one\ntwo\n  \n\nthree", by: "paragraphs" }, ["one\ntwo", "three"]],
  [{ value: "a.*b.*.*c", by: "separator", separator: ".*" }, ["a", "b", "c"]],
  [{ value: "", by: "lines" }, []],
  [{ value: [1, 2, 3, 4, 5], by: "batches", size: 2 }, [[1, 2], [3, 4], [5]]],
  [{ value: [], by: "batches", size: 2 }, []],
])("%j", (config, items) => {
  expect(run(config)).toEqual({ kind: "done", output: { items, count: items.length } });
});

test.each<[Config, string]>([
  [{ value: [1] }, "TEXT_EXPECTED"],
  [{ value: "x", by: "batches", size: 2 }, "LIST_EXPECTED"],
  [{ value: "a\n".repeat(100_001) }, "TOO_MANY_PIECES"],
  [{ value: "a".repeat(4_000_001) }, "TEXT_TOO_LONG"],
])("what cannot be split is refused (%#)", (config, code) => {
  expect(() => run(config)).toThrow(expect.objectContaining({ error: expect.objectContaining({ code }) }));
});

test("batches put together again are the list", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (value, size) => {
      const outcome = run({ value, by: "batches", size });
      expect(outcome).toMatchObject({ kind: "done" });
      const { items } = JSON.parse(JSON.stringify("output" in outcome ? outcome.output : null));
      expect(items.flat()).toEqual(value);
    }),
  );
});
