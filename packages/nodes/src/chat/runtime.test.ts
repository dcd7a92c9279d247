import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { chatRuntime } from "./runtime.ts";

test.each([
  [{ text: "Hello", conversation: "c1" }, "c1"],
  [{ text: "Hello" }, "01900000-0000-7000-8000-000000000000"],
])("%j", (runInput, conversation) => {
  expect(chatRuntime.run(createTestStep({ runInput }).ctx, createTestInput({}))).toEqual({
    kind: "done",
    output: { text: "Hello", conversation },
  });
});
