import { formFields } from "@orrery/canvas";
import { expect, test } from "vitest";
import { formProblems } from "./form-problems.ts";

const schema = {
  type: "object",
  properties: {
    text: { type: "string", minLength: 3 },
    count: { type: "integer", maximum: 5 },
    tags: { type: "array", items: { type: "string" } },
  },
  required: ["text"],
  additionalProperties: false,
};
const fields = formFields(schema);

test("an input that fits has no problems", () => {
  expect(formProblems(schema, { fields, input: { text: "abc", count: 5 } })).toEqual({
    fields: new Map(),
    whole: null,
  });
});

test("what is missing is told at its field, and nothing else about it", () => {
  expect(formProblems(schema, { fields, input: {} })).toEqual({
    fields: new Map([["text", "Fill this in."]]),
    whole: null,
  });
});

test("what does not fit is told at its field", () => {
  const { fields: told, whole } = formProblems(schema, { fields, input: { text: "ab", count: 9, tags: [1] } });
  expect([...told.keys()]).toEqual(["text", "count", "tags"]);
  expect(told.get("tags")).toMatch(/^0: /);
  expect(whole).toBeNull();
});
