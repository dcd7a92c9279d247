import { expect, test } from "vitest";
import { heldUpShort, runState } from "./run-state.ts";

const NOON = new Date(2026, 10, 23, 12, 0).getTime();
const LATER = new Date(2026, 10, 23, 14, 5).getTime();
const TOMORROW = new Date(2026, 10, 24, 9, 30).getTime();

test.each([
  ["queued", { answers: 0, until: null }, { state: "queued", label: "Starting" }],
  ["running", { answers: 0, until: LATER }, { state: "running", label: "Running" }],
  ["running", { answers: 1, until: null }, { state: "waiting", label: "Waiting for you" }],
  ["waiting", { answers: 3, until: LATER }, { state: "waiting", label: "Waiting for 3 answers" }],
  ["waiting", { answers: 0, until: LATER }, { state: "waiting", label: "Waiting until 14:05" }],
  ["waiting", { answers: 0, until: TOMORROW }, { state: "waiting", label: "Waiting until 24 Nov 09:30" }],
  ["waiting", null, { state: "waiting", label: "Waiting" }],
  ["paused", { answers: 1, until: null }, { state: "waiting", label: "Paused" }],
  ["cancelling", { answers: 2, until: null }, { state: "cancelled", label: "Stopping" }],
  ["cancelled", null, { state: "cancelled", label: "Stopped" }],
  ["succeeded", null, { state: "succeeded", label: "Done" }],
  ["failed", null, { state: "failed", label: "Failed" }],
])("%s with %j", (status, waits, expected) => {
  expect(runState(status, waits, NOON)).toEqual(expected);
});

test("what holds a run up is told shortly", () => {
  expect(
    [
      "Waits for a free place: key customer-7, 1 of 1 taken",
      "Waits for an executor with gpu",
      "The run 0190 that it is forked from cannot be read by an executor. It is tried again within the hour.",
    ].map(heldUpShort),
  ).toEqual(["Waits for a free place", "Waits for an executor with gpu", "Cannot begin yet"]);
});
