import type { Json } from "@orrery/graph";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffValues } from "./diff-values.ts";

test("JSON is compared member by member, whatever the order of its keys", () => {
  expect(diffValues({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toEqual({ kind: "same" });
  expect(diffValues({ a: 1, b: 2 }, { b: 3, a: 1 })).toEqual({
    kind: "lines",
    lines: [
      { kind: "same", text: "{" },
      { kind: "same", text: '  "a": 1,' },
      { kind: "removed", text: '  "b": 2' },
      { kind: "added", text: '  "b": 3' },
      { kind: "same", text: "}" },
    ],
  });
});

test("texts are compared line by line, and what is the same far away is left out", () => {
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index}`);
  expect(diffValues(lines.join("\n"), [...lines.slice(0, 11), "end"].join("\n"))).toEqual({
    kind: "lines",
    lines: [
      { kind: "skipped", lines: 8 },
      { kind: "same", text: "line 8" },
      { kind: "same", text: "line 9" },
      { kind: "same", text: "line 10" },
      { kind: "removed", text: "line 11" },
      { kind: "added", text: "end" },
    ],
  });
});

test.each<[Json, Json, string, string]>([
  [null, "a", "null", '"a"'],
  ["1", 1, '"1"', "1"],
  [true, false, "true", "false"],
])("%j and %j", (first, second, removed, added) => {
  expect(diffValues(first, second)).toEqual({
    kind: "lines",
    lines: [
      { kind: "removed", text: removed },
      { kind: "added", text: added },
    ],
  });
});

test("what is very long is not laid over each other", () => {
  expect(diffValues("a".repeat(150_000), "b".repeat(150_000))).toEqual({ kind: "too-large" });
});

test("a value does not differ from itself, and two that do say where", () => {
  const value = fc.jsonValue({ maxDepth: 2 }).map((found): Json => JSON.parse(JSON.stringify(found)));
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(diffValues(one, one)).toEqual({ kind: "same" });
      const found = diffValues(one, other);
      if (found.kind === "lines") {
        expect(found.lines.some(({ kind }) => kind === "added" || kind === "removed")).toBe(true);
      }
    }),
  );
});
