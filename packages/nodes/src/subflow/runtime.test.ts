import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { subflowRuntime } from "./runtime.ts";

const input = createTestInput({ workflow: "w", version: 2, input: { a: 1 } });
const { ctx } = createTestStep();

test("starts a run of the published version and waits for it", () => {
  expect(subflowRuntime.run(ctx, input)).toEqual({
    kind: "wait",
    wait: { for: "run", workflow: "w", version: 2, input: { a: 1 } },
  });
});

test("the run's output is the step's", () => {
  expect(subflowRuntime.resume?.(ctx, input, { from: "run", at: 1, output: [1], error: null })).toEqual({
    kind: "done",
    output: [1],
  });
});

test("a run that failed fails the step with its error, so that the step's own policy decides", () => {
  const error = { code: "HTTP_STATUS", message: "503", class: "transient" } as const;
  expect(subflowRuntime.resume?.(ctx, input, { from: "run", at: 1, output: null, error })).toEqual({
    kind: "failed",
    error,
  });
});
