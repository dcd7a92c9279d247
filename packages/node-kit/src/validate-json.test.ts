import { expect, test } from "vitest";
import { validateJson } from "./validate-json.ts";

const schema = {
  type: "object",
  properties: {
    tickets: {
      type: "array",
      items: {
        type: "object",
        properties: { text: { type: "string" }, level: { enum: ["urgent", "low"] } },
        required: ["text"],
        additionalProperties: false,
      },
    },
  },
  required: ["tickets"],
  additionalProperties: false,
} as const;

test("a value that fits has no problems", () => {
  expect(validateJson(schema, { tickets: [{ text: "a", level: "low" }] })).toEqual([]);
});

test("each problem is told once, at its deepest place", () => {
  const problems = validateJson(schema, { tickets: [{ text: 1, more: 2 }, {}, { text: "", level: "high" }], z: 1 });
  expect(problems).toEqual([
    { path: "tickets.0.text", message: "This should be text, and is a number." },
    { path: "tickets.0.more", message: "This member is not expected." },
    { path: "tickets.1", message: "text is missing." },
    { path: "tickets.2.level", message: 'This should be one of "urgent", "low".' },
    { path: "z", message: "This member is not expected." },
  ]);
});
