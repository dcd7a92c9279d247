import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumberText } from "./parse-number-text.ts";

test.each([
  ["", { ok: true, value: null }],
  [" 12 ", { ok: true, value: 12 }],
  ["0,5", { ok: true, value: 0.5 }],
  ["-3e2", { ok: true, value: -300 }],
  [".5", { ok: true, value: 0.5 }],
  ["0x10", { ok: false, reason: "Write a number, such as 12 or 0.5." }],
  ["1e999", { ok: false, reason: "Write a number, such as 12 or 0.5." }],
  ["1,2,3", { ok: false, reason: "Write a number, such as 12 or 0.5." }],
])("%j", (text, expected) => {
  expect(parseNumberText(text)).toEqual(expected);
});

test("bounds are told in words", () => {
  expect(parseNumberText("2.5", { whole: true })).toEqual({ ok: false, reason: "Write a whole number." });
  expect(parseNumberText("0", { min: 1 })).toEqual({ ok: false, reason: "The least is 1." });
  expect(parseNumberText("9", { max: 8 })).toEqual({ ok: false, reason: "The most is 8." });
});

test("every finite double survives being shown and read again", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseNumberText(String(value))).toEqual({ ok: true, value: Number(String(value)) });
    }),
  );
});
