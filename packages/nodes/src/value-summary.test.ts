import { expect, test } from "vitest";
import { valueSummary } from "./value-summary.ts";

test("an object is summed up by its first members, without the braces of their expressions", () => {
  expect(valueSummary({ first: "{{ each.results }}", rest: [1, 2], more: true })).toEqual([
    { text: "first: each.results", mono: true },
    { text: "rest: [1,2], 1 more", mono: true },
  ]);
});

test("text and an empty object", () => {
  expect([valueSummary("{{ start.text }}\nand more"), valueSummary({})]).toEqual([
    [{ text: "{{ start.text }}", mono: true }],
    [],
  ]);
});
