import type { JsonObject } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { approvalRuntime } from "./runtime.ts";

const at = Date.parse("2027-01-31T09:00:00Z");
const fields = { type: "object", properties: { amount: { type: "number" } }, required: ["amount"] };
const config = { title: "Send it?", show: { text: "hello" }, fields };
const resume = (answer: JsonObject, given: JsonObject = config) =>
  approvalRuntime.resume?.(createTestStep().ctx, createTestInput(given), { from: "person", by: "ada", at, answer });

test("a person is shown the title, the data and the fields", () => {
  const { ctx } = createTestStep({ now: 1000 });
  expect(approvalRuntime.run(ctx, createTestInput(config))).toEqual({
    kind: "wait",
    wait: { for: "person", show: config },
  });
  expect(approvalRuntime.run(ctx, createTestInput({ title: "Go?", expiresMs: 500 }))).toEqual({
    kind: "wait",
    wait: { for: "person", show: { title: "Go?", show: null, fields: null }, dueAt: 1500 },
  });
});

test("yes and no take their handles", () => {
  expect(resume({ approved: true, values: { amount: 3 }, note: "fine" })).toEqual({
    kind: "done",
    output: { approved: true, values: { amount: 3 }, note: "fine", by: "ada", at: "2027-01-31T09:00:00.000Z" },
    handle: "approved",
  });
  expect(resume({ approved: false })).toEqual({
    kind: "done",
    output: { approved: false, values: {}, note: "", by: "ada", at: "2027-01-31T09:00:00.000Z" },
    handle: "refused",
  });
});

test("values that do not fit and an answer without a decision fail", () => {
  expect(resume({ approved: true, values: { amount: "three" } })).toMatchObject({
    kind: "failed",
    error: { code: "ANSWER_INVALID", details: { problems: [{ path: "amount" }] } },
  });
  expect(resume({ note: "?" })).toMatchObject({ kind: "failed", error: { code: "ANSWER_INVALID" } });
});

test("no answer in time fails", () => {
  expect(approvalRuntime.resume?.(createTestStep().ctx, createTestInput(config), { from: "time", at })).toMatchObject({
    kind: "failed",
    error: { code: "APPROVAL_EXPIRED", class: "permanent" },
  });
});
