import { expect, test } from "vitest";
import { originOf } from "./run-origin.ts";

const run = { startedBy: "user:ada", triggerId: null, parentRunId: null, forkOfRun: null };
const kinds = new Map([
  ["t1", "webhook"],
  ["t2", "run-finished"],
]);

test.each([
  [run, "person"],
  [{ ...run, startedBy: "local" }, "command-line"],
  [{ ...run, startedBy: "key:k1" }, "api-key"],
  [{ ...run, startedBy: "trigger:hook", triggerId: "t1" }, "webhook"],
  [{ ...run, startedBy: "trigger:after", triggerId: "t2" }, "run-finished"],
  [{ ...run, startedBy: "run:r", parentRunId: "r" }, "run"],
  [{ ...run, forkOfRun: "r" }, "fork"],
] as const)("%j was started by: %s", (started, origin) => {
  expect(originOf(started, kinds)).toBe(origin);
});
