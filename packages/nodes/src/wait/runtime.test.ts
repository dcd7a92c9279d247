import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { waitRuntime } from "./runtime.ts";

const now = Date.parse("2027-01-31T09:00:00Z");
const run = (config: { ms?: unknown; until?: unknown }) =>
  waitRuntime.run(createTestStep({ now }).ctx, createTestInput(JSON.parse(JSON.stringify(config))));

test("a duration is counted from now, a time is waited for", () => {
  expect(run({ ms: 1500 })).toEqual({ kind: "wait", wait: { for: "time", dueAt: now + 1500 } });
  expect(run({ until: "2027-01-31T10:00:00+01:00" })).toMatchObject({ kind: "done" });
  expect(run({ until: "2027-01-31T11:00:00+01:00" })).toEqual({
    kind: "wait",
    wait: { for: "time", dueAt: now + 3_600_000 },
  });
});

test("nothing to wait for goes on at once", () => {
  expect(run({ ms: 0 })).toEqual({ kind: "done", output: { at: "2027-01-31T09:00:00.000Z" } });
  expect(run({ until: "2020-01-01" })).toEqual({ kind: "done", output: { at: "2027-01-31T09:00:00.000Z" } });
});

test("a call is waited for, and its body is part of the output where it fits", () => {
  const { ctx } = createTestStep({ now });
  const schema = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
  const input = createTestInput({ signal: { schema, expiresMs: 5 } });
  expect(waitRuntime.run(ctx, createTestInput({ signal: {} }))).toEqual({ kind: "wait", wait: { for: "signal" } });
  expect(waitRuntime.run(ctx, input)).toEqual({ kind: "wait", wait: { for: "signal", dueAt: now + 5 } });
  expect(waitRuntime.resume?.(ctx, input, { from: "signal", at: now, body: { n: 1 } })).toEqual({
    kind: "done",
    output: { at: "2027-01-31T09:00:00.000Z", body: { n: 1 } },
  });
  expect(waitRuntime.resume?.(ctx, input, { from: "signal", at: now, body: { n: "1" } })).toMatchObject({
    kind: "failed",
    error: { code: "SIGNAL_INVALID" },
  });
});

test("the end of the wait is the output", () => {
  expect(
    waitRuntime.resume?.(createTestStep({ now }).ctx, createTestInput({ ms: 5 }), { from: "time", at: now + 7 }),
  ).toEqual({ kind: "done", output: { at: "2027-01-31T09:00:00.007Z" } });
});

test.each([
  { ms: -1 },
  { ms: "5" },
  { ms: 1e15 },
  { ms: null },
  { until: "tomorrow" },
  { until: 5 },
  {},
  { until: "9999-01-01" },
])("%j cannot be waited for", (config) => {
  expect(run(config)).toMatchObject({ kind: "failed", error: { code: "WAIT_INVALID", class: "permanent" } });
});
