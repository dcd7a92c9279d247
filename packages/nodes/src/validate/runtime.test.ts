import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { validateRuntime } from "./runtime.ts";

const schema = {
  type: "object",
  properties: { id: { type: "integer" }, level: { enum: ["low", "high"] } },
  required: ["id"],
};
const run = (value: Json) => validateRuntime.run(createTestStep().ctx, createTestInput({ value, schema }));

test("what fits goes through unchanged", () => {
  expect(run({ id: 1, level: "low", more: [null] })).toEqual({
    kind: "done",
    output: { id: 1, level: "low", more: [null] },
  });
});

test("what does not fit fails with every problem's place", () => {
  expect(run({ id: "1", level: "none" })).toEqual({
    kind: "failed",
    error: {
      code: "VALIDATION_FAILED",
      class: "permanent",
      message: "The value at id: This should be a whole number, and is text.",
      details: {
        count: 2,
        problems: [
          { path: "id", message: "This should be a whole number, and is text." },
          { path: "level", message: 'This should be one of "low", "high".' },
        ],
      },
    },
  });
});
