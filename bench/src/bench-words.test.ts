import { expect, test } from "vitest";
import { readBenchWords } from "./bench-words.ts";

const known = ["a_ms", "b_ms"];

test.each([
  [[], { only: [], jsonFile: null, page: null }],
  [
    ["--", "--only", "b_ms,a_ms", "--json", "out.json", "--page", "page.md"],
    { only: ["b_ms", "a_ms"], jsonFile: "out.json", page: "page.md" },
  ],
])("%j", (words, expected) => {
  expect(readBenchWords(words, known)).toEqual(expected);
});

test.each([[["--only"]], [["a_ms", "b_ms"]], [["--only", "c_ms"]]])("%j is refused", (words) => {
  expect(() => readBenchWords(words, known)).toThrow(/a_ms|Usage/);
});
