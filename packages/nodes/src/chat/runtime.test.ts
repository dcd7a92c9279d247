import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { chatRuntime } from "./runtime.ts";

const before = [{ role: "assistant", text: "Hi. What is it?" }];

test.each([
  [{ text: "Hello", conversation: "c1" }, "c1", []],
  [{ text: "Hello", messages: before }, "01900000-0000-7000-8000-000000000000", before],
])("%j", (runInput, conversation, messages) => {
  expect(chatRuntime.run(createTestStep({ runInput }).ctx, createTestInput({}))).toEqual({
    kind: "done",
    output: { text: "Hello", conversation, messages },
  });
});
