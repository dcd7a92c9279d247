import { expect, test } from "vitest";
import { z } from "zod";
import { json, jsonObject } from "./json-input.ts";
import { seq } from "./seq-input.ts";

const said = (schema: z.ZodType, text: string) => {
  const parsed = schema.safeParse(text === "" ? undefined : JSON.parse(text));
  return parsed.success ? "ok" : parsed.error.issues.map((issue) => issue.message).join("; ");
};

test.each(['{"a":[1,"x",null,true]}', "[]", "0", '""', "null"])("takes %s", (text) => {
  expect(said(json, text)).toBe("ok");
});

test.each([
  ["nested deeper than a stack", "[".repeat(100_000) + "]".repeat(100_000), /nested/i],
  ["a key that reaches a prototype", '{"__proto__":{"a":1}}', /__proto__/],
  ["nothing", "", /not JSON/],
])("refuses %s in words", (_, text, words) => {
  expect(said(json, text)).toMatch(words);
});

test("an object is no list and no text", () => {
  expect(['{"a":1}', "[]", '"a"', "null"].map((text) => said(jsonObject, text))).toEqual([
    "ok",
    "Expected an object.",
    "Expected an object.",
    "Expected an object.",
  ]);
});

test("optional where the request says so", () => {
  const request = z.object({ values: jsonObject.exactOptional() });
  expect([request.parse({}), request.parse({ values: { a: 1 } })]).toEqual([{}, { values: { a: 1 } }]);
});

test("a seq is what the database can hold", () => {
  expect([0, 2_147_483_647, 2_147_483_648, -1, 0.5].map((value) => seq.safeParse(value).success)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
