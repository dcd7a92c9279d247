import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { runFinishedRuntime } from "./runtime.ts";

test("gives the run that has ended", () => {
  const { ctx } = createTestStep({ runInput: { runId: "r1", status: "failed", extra: 1 } });
  expect(runFinishedRuntime.run(ctx, createTestInput({}))).toEqual({
    kind: "done",
    output: { runId: "r1", status: "failed", output: null },
  });
});
