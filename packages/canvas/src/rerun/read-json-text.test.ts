import { expect, test } from "vitest";
import { readJsonText } from "./read-json-text.ts";

test("JSON is read as it is", () => {
  expect([readJsonText('{ "a": [1, null] }'), readJsonText('"text"'), readJsonText("null")]).toEqual([
    { ok: true, value: { a: [1, null] } },
    { ok: true, value: "text" },
    { ok: true, value: null },
  ]);
});

test("what is no JSON is told with its place", () => {
  expect(readJsonText('{\n  "a": 1,\n}')).toEqual({
    ok: false,
    why: "This is not JSON: look at line 3, character 1.",
  });
  expect(readJsonText(" ").ok).toBe(false);
  expect(readJsonText('{"a": ').ok).toBe(false);
});
