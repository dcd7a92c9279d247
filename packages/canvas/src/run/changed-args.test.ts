import { expect, test } from "vitest";
import { formFields } from "../run-panel/form-fields.ts";
import { changedArgs, isSame } from "./changed-args.ts";

const fields = formFields({
  type: "object",
  properties: { text: { type: "string" }, times: { type: "integer" }, note: { type: "string" } },
  required: ["text"],
});
const args = { text: "Hello", times: 2, note: "n", more: { a: 1 } };

test.each([
  ["nothing", {}, null],
  ["the same", { text: "Hello", times: 2 }, null],
  ["a text", { text: "Bye" }, { text: "Bye", times: 2, note: "n", more: { a: 1 } }],
  ["an emptied one that is not needed", { note: "", times: undefined }, { text: "Hello", more: { a: 1 } }],
  ["an emptied one that is needed", { text: "" }, { text: "", times: 2, note: "n", more: { a: 1 } }],
  ["what is no field", { other: 1 }, null],
])("changing %s", (_what, edited, expected) => {
  expect(changedArgs(args, fields, edited)).toEqual(expected);
});

test("the order of members is no difference, and that of a list is", () => {
  expect(isSame({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect([isSame([1, 2], [2, 1]), isSame({}, []), isSame({ a: null }, { b: null }), isSame(null, {})]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
