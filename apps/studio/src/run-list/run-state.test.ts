import { expect, test } from "vitest";
import { runState } from "./run-state.ts";

test.each([
  ["queued", 0, { state: "queued", label: "Starting" }],
  ["running", 0, { state: "running", label: "Running" }],
  ["running", 1, { state: "waiting", label: "Waiting for you" }],
  ["waiting", 3, { state: "waiting", label: "Waiting for 3 answers" }],
  ["waiting", null, { state: "waiting", label: "Waiting" }],
  ["cancelling", 2, { state: "cancelled", label: "Stopping" }],
  ["cancelled", 0, { state: "cancelled", label: "Stopped" }],
  ["succeeded", 0, { state: "succeeded", label: "Done" }],
  ["failed", 0, { state: "failed", label: "Failed" }],
])("%s with %s answers to give", (status, waits, expected) => {
  expect(runState(status, waits)).toEqual(expected);
});
