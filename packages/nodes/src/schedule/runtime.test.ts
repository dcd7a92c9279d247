import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { scheduleRuntime } from "./runtime.ts";

const now = Date.parse("2027-01-31T09:00:00Z");

test("gives the time that it fired for", () => {
  const { ctx } = createTestStep({ now, runInput: { at: "2027-01-31T08:00:00.000Z" } });
  expect(scheduleRuntime.run(ctx, createTestInput({}))).toEqual({
    kind: "done",
    output: { at: "2027-01-31T08:00:00.000Z" },
  });
});

test("of a run that a person starts, its start", () => {
  const { ctx } = createTestStep({ now, runInput: {} });
  expect(scheduleRuntime.run(ctx, createTestInput({}))).toEqual({
    kind: "done",
    output: { at: "2027-01-31T09:00:00.000Z" },
  });
});
