import type { EventBody, RunEvent } from "@orrery/engine";
import { expect, test } from "vitest";
import { stepSpans } from "./step-spans.ts";

const error = { code: "HTTP_500", class: "transient" } as const;
const output = { id: "v", bytes: 1 };
const logOf = (bodies: readonly EventBody[]): RunEvent[] =>
  bodies.map((body, index) => ({ ...body, v: 1, seq: index + 1, epoch: 1 }));

test("attempts, the pauses between them and waits are stretches of their own", () => {
  const stepKey = "call";
  const found = stepSpans(
    logOf([
      { type: "step.started", at: 100, stepKey, attempt: 1 },
      { type: "step.retrying", at: 150, stepKey, attempt: 1, error, dueAt: 650 },
      { type: "step.started", at: 655, stepKey, attempt: 2 },
      { type: "step.waiting", at: 700, stepKey, attempt: 2, for: "person", dueAt: null },
      { type: "step.resumed", at: 900, stepKey, by: "person" },
      { type: "step.failed", at: 910, stepKey, attempt: 2, error, handled: "fail" },
      { type: "step.succeeded", at: 920, startedAt: 915, stepKey: "quick", attempt: 1, output },
      { type: "step.started", at: 930, stepKey: "open", attempt: 1 },
      { type: "step.started", at: 940, stepKey: "cut", attempt: 1 },
      { type: "step.cancelled", at: 950, stepKey: "cut" },
      { type: "step.skipped", at: 960, stepKey: "never" },
    ]),
  );
  expect([...found]).toEqual([
    [
      "call",
      [
        { kind: "work", attempt: 1, from: 100, to: 150, end: "failed" },
        { kind: "pause", attempt: 1, from: 150, to: 655 },
        { kind: "work", attempt: 2, from: 655, to: 700 },
        { kind: "wait", attempt: 2, from: 700, to: 900 },
        { kind: "work", attempt: 2, from: 900, to: 910, end: "failed" },
      ],
    ],
    ["quick", [{ kind: "work", attempt: 1, from: 915, to: 920 }]],
    ["cut", [{ kind: "work", attempt: 1, from: 940, to: 950, end: "stopped" }]],
    ["open", [{ kind: "work", attempt: 1, from: 930, to: null }]],
  ]);
});
