import fc from "fast-check";
import { expect, test } from "vitest";
import { lineChanges } from "./line-changes.ts";

test("what stayed stays, what went and came is said at its place", () => {
  expect(lineChanges("a\nb\nc", "a\nx\nc\nd")).toEqual([
    { kind: "same", text: "a" },
    { kind: "gone", text: "b" },
    { kind: "new", text: "x" },
    { kind: "same", text: "c" },
    { kind: "new", text: "d" },
  ]);
});

test("the same text has no change", () => {
  expect(lineChanges("one\ntwo", "one\ntwo").every(({ kind }) => kind === "same")).toBe(true);
});

test("both texts can be read back, whatever they are", () => {
  const text = fc.array(fc.constantFrom("a", "b", "", "long line"), { maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, now) => {
      const changes = lineChanges(before, now);
      const without = (kind: string) => changes.filter((one) => one.kind !== kind).map((one) => one.text);
      expect(without("new").join("\n")).toBe(before);
      expect(without("gone").join("\n")).toBe(now);
    }),
  );
});
