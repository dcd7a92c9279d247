import { indexPlan, type RunEvent } from "@orrery/engine";
import { planOf } from "@orrery/engine/testing";
import { expect, test } from "vitest";
import type { ReferenceGraph } from "../graphs/reference-graph.ts";
import { submittedRun } from "../load/submitted-run.ts";
import { judgeRun } from "./judge-run.ts";
import type { StoredRun } from "./stored-run.ts";

const index = indexPlan(planOf([{ id: "a" }]));
const graph: ReferenceGraph = {
  name: "one",
  draw: () => ({ schema: "orrery.graph/v1", name: "one", nodes: [], edges: [] }),
  input: (tag) => ({ tag }),
  faultOf: ({ status }) => (status === "succeeded" ? null : `ended as ${status}`),
};
const drawing = graph.draw("");
const planned = { graph, drawing, index, workflowId: "w" };

const row = { v: 1, epoch: 1 } as const;
const log: readonly RunEvent[] = [
  {
    ...row,
    seq: 1,
    at: 1,
    type: "run.started",
    commandId: "c",
    planHash: "h",
    input: { id: "i", bytes: 2 },
    entry: null,
  },
  { ...row, seq: 2, at: 2, type: "step.started", stepKey: "a", attempt: 1 },
  { ...row, seq: 3, at: 3, type: "step.succeeded", stepKey: "a", attempt: 1, output: { id: "o", bytes: 1 } },
  { ...row, seq: 4, at: 4, type: "run.succeeded", output: null },
];
const whole: StoredRun = {
  runId: "r",
  name: "one",
  status: "succeeded",
  errorCode: null,
  owner: null,
  holding: "epoch 1",
  log,
  snapshot: null,
  input: { tag: "t" },
  output: null,
  unanswered: 0,
  isForked: false,
  isChild: false,
};

/** What is said of a run that is so, whose watcher has seen the first `seen` events. */
function said(stored: Partial<StoredRun>, seen = 4): readonly string[] {
  const submitted = submittedRun("r", planned, false);
  submitted.watch.take({ kind: "events", events: log.slice(0, seen) });
  const ledger = () => ({ received: 0, keys: 0, first: 0 });
  const faults = judgeRun({ graph, index, stored: { ...whole, ...stored }, submitted, ledger, now: 100 });
  return faults.map(({ kind, words }) => `${kind}: ${words}`);
}

test("a run that went as it should has no fault", () => {
  expect(said({})).toEqual([]);
});

test("what is lost, stuck, torn, shown wrongly or ended wrongly is told by its name", () => {
  expect([
    said({ log: [], input: null }, 0),
    said({ log: log.slice(0, 2), status: "running", owner: "x" }, 2),
    said({ unanswered: 1 }),
    said({ log: [log[0], log[1], log[3]].filter((event) => event !== undefined) }, 2),
    said({ status: "failed" }),
    said({}, 3),
  ]).toEqual([
    ["lost: one has not begun"],
    ["stuck: one is running after 2/1 step.started a (epoch 1)"],
    ["stuck: 1 commands have no answer"],
    [
      "log: the log cannot be folded: The log has a gap: event 3 should come next, 4 came.",
      "log: 4 run.succeeded: stands at 3",
      "end: one: its watcher never saw the end",
    ],
    ["log: the log says succeeded, the run's row failed", "end: one: ended as failed"],
    ["end: one: its watcher never saw the end"],
  ]);
});
