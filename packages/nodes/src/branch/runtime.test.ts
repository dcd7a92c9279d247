import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { branchRuntime } from "./runtime.ts";

const run = (when: boolean | string | number | null) =>
  branchRuntime.run(createTestStep().ctx, createTestInput({ when }));

test("the condition picks the handle", () => {
  expect(run(true)).toEqual({ kind: "done", output: { taken: "true" }, handle: "true" });
  expect(run(false)).toEqual({ kind: "done", output: { taken: "false" }, handle: "false" });
});

test.each([
  ["true", "text"],
  [1, "a number"],
  [null, "null"],
])("%j is no condition", (when, found) => {
  expect(run(when)).toEqual({
    kind: "failed",
    error: {
      code: "CONDITION_NOT_BOOLEAN",
      class: "permanent",
      message: `The condition gave ${found}, not true or false.`,
    },
  });
});
