import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { inputRuntime } from "./runtime.ts";

const schema = {
  type: "object",
  properties: {
    topic: { type: "string" },
    size: { type: "string", enum: ["small", "large"] },
    lines: { type: "array", items: { type: "string" } },
  },
  required: ["topic"],
  additionalProperties: false,
};
const run = (runInput: unknown) =>
  inputRuntime.run(createTestStep({ runInput: JSON.parse(JSON.stringify(runInput)) }).ctx, createTestInput({ schema }));

test("an input that fits is the output", () => {
  const input = { topic: "x", size: "small", lines: ["a"] };
  expect(run(input)).toEqual({ kind: "done", output: input });
});

test("an input that does not fit fails and names every place", () => {
  expect(run({ size: "middle", lines: ["a", 2] })).toEqual({
    kind: "failed",
    error: {
      code: "INPUT_INVALID",
      class: "permanent",
      message: expect.stringContaining("The input"),
      details: {
        count: 3,
        problems: expect.arrayContaining([
          { path: "size", message: expect.any(String) },
          { path: "lines.1", message: expect.any(String) },
        ]),
      },
    },
  });
});

test("something that is no object does not fit", () => {
  expect(run("text")).toMatchObject({ kind: "failed", error: { code: "INPUT_INVALID" } });
});
