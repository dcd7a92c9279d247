import { expect, test } from "vitest";
import { formatTraceparent, parseTraceparent, runSpanIdOf, stepSpanIdOf, traceIdOf } from "./trace-context.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";
const runId = "019ab0c2-7d2e-7c11-9f3a-0123456789ab";

test.each([
  [`00-${traceId}-${spanId}-01`, { traceId, spanId, isSampled: true }],
  [`00-${traceId}-${spanId}-00`, { traceId, spanId, isSampled: false }],
  [`00-${traceId}-${spanId}-03`, { traceId, spanId, isSampled: true }],
  [`cc-${traceId}-${spanId}-01-what-comes-later`, { traceId, spanId, isSampled: true }],
])("reads %s", (text, expected) => {
  expect(parseTraceparent(text)).toEqual(expected);
});

test.each([
  undefined,
  "",
  `00-${traceId}-${spanId}-01-more`,
  `ff-${traceId}-${spanId}-01`,
  `00-${"0".repeat(32)}-${spanId}-01`,
  `00-${traceId}-${"0".repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}`,
  ` 00-${traceId}-${spanId}-01`,
])("%s is none", (text) => {
  expect(parseTraceparent(text)).toBeNull();
});

test("what is written is read as it was", () => {
  const context = { traceId, spanId, isSampled: true };
  expect(parseTraceparent(formatTraceparent(context))).toEqual(context);
});

test("a run is found by its id where nobody called it within a trace", () => {
  expect([traceIdOf(runId), traceIdOf(runId, `00-${traceId}-${spanId}-01`)]).toEqual([
    "019ab0c27d2e7c119f3a0123456789ab",
    traceId,
  ]);
  expect(runSpanIdOf(runId)).toBe("9f3a0123456789ab");
});

test("spans of steps and attempts are always the same, and differ from each other", () => {
  const ids = [stepSpanIdOf(runId, "a"), stepSpanIdOf(runId, "a", 1), stepSpanIdOf(runId, "b"), runSpanIdOf(runId)];
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(stepSpanIdOf(runId, "a")).toBe(ids[0]);
});
