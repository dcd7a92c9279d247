import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { transformRuntime } from "./runtime.ts";

test.each([[null], ["text"], [{ a: [1, { b: null }] }]])("the output is the value %j", (value) => {
  expect(transformRuntime.run(createTestStep().ctx, createTestInput({ value }))).toEqual({
    kind: "done",
    output: value,
  });
});
