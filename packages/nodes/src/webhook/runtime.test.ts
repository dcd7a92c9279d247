import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { webhookRuntime } from "./runtime.ts";

const run = (runInput: object) =>
  webhookRuntime.run(createTestStep({ runInput: JSON.parse(JSON.stringify(runInput)) }).ctx, createTestInput({}));

test("gives what the call brought, and nothing else", () => {
  expect(run({ body: { a: 1 }, headers: { "user-agent": "x" }, query: { q: "1" }, nodes: [] })).toEqual({
    kind: "done",
    output: { body: { a: 1 }, headers: { "user-agent": "x" }, query: { q: "1" } },
  });
});

test("headers and query may be left out by a person", () => {
  expect(run({ body: 1 })).toEqual({ kind: "done", output: { body: 1, headers: {}, query: {} } });
});
