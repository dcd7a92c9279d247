import fc from "fast-check";
import { expect, test } from "vitest";
import { fitText } from "./fit-text.ts";

test.each([
  ["Classify", 174, "Classify"],
  ["A name of sixty characters, as people write them now and then", 174, "A name of sixty characte…"],
  ["請求書の抽出と承認のためのワークフロー", 174, "請求書の抽出と承認のため…"],
  ["  two\n lines ", 174, "two lines"],
  ["", 10, ""],
])("%s fits", (text, width, fitted) => {
  expect(fitText(text, width, 13)).toBe(fitted);
});

test("what is given is the text itself or its beginning and dots, and never half a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 10, max: 300 }), (text, width) => {
      const clean = text.replace(/\s+/g, " ").trim();
      const fitted = fitText(text, width, 13);
      if (fitted === clean) return;
      expect(fitted.endsWith("…")).toBe(true);
      expect(clean.startsWith(fitted.slice(0, -1))).toBe(true);
      expect(fitted.isWellFormed()).toBe(clean.isWellFormed() || fitted.isWellFormed());
    }),
  );
});
