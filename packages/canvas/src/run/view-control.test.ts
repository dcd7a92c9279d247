import type { EventBody, RunEvent } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Plan, PlanNode } from "@orrery/plan";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forkPreview } from "../rerun/fork-preview.ts";
import { createRunOverlay } from "./run-overlay.ts";
import { undoneSteps } from "./undone-steps.ts";

const policy: PlanNode["policy"] = {
  retry: { maxAttempts: 1, initialMs: 500, factor: 2, maxMs: 30_000, jitter: true },
  timeoutMs: null,
  onError: "fail",
  onUncertain: "ask",
};
const planNode = (id: string, rest: Partial<PlanNode> = {}): PlanNode => ({
  ...{ id, type: "work", typeVersion: 1, nodeHash: id, parentId: null, role: "step", config: {}, effect: "once" },
  ...{ reads: [], policy, join: "all", handles: ["out"], container: null },
  ...rest,
});
const loop = { kind: "loop", initial: 0, next: 1, until: false, maxIterations: 5 } as const;
const none = { max: 0, unboundedBy: [], perItem: {} };
const plan: Plan = {
  ...{ schema: "orrery.plan/v1", hash: "h", name: "Test", inputSchema: {}, singleOutput: false },
  nodes: [
    planNode("start", { role: "entry", effect: "pure" }),
    planNode("book", { policy: { ...policy, undo: "unbook" } }),
    planNode("again", { container: loop, effect: "pure" }),
    planNode("add", { parentId: "again" }),
    planNode("unbook", { role: "undo" }),
  ],
  edges: [
    { source: "start", sourceHandle: "out", target: "book" },
    { source: "book", sourceHandle: "out", target: "again" },
  ],
  budget: { maxSteps: 100, maxWallMs: 1000 },
  capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
  bounds: { steps: none, modelCalls: none, tokens: none, usd: none, wallMs: none },
};
const graph: Graph = { schema: "orrery.graph/v1", name: "Test", nodes: [], edges: [] };
const value = (id: string) => ({ id, bytes: 10 });
const usage = { inputTokens: 3, outputTokens: 4, usd: 0.5 };
const started: EventBody = {
  type: "run.started",
  at: 0,
  commandId: "c",
  planHash: "h",
  input: value("in"),
  entry: "start",
};
const done = (stepKey: string, rest: object = {}): EventBody => ({
  ...{ type: "step.succeeded", at: 10, startedAt: 5, stepKey, attempt: 1, output: value(`of ${stepKey}`) },
  ...rest,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function overlayOf(bodies: readonly EventBody[]) {
  const overlay = createRunOverlay({ plan, graph });
  const events = bodies.map((body, index): RunEvent => ({ ...body, v: 1, seq: index + 1, epoch: 1 }));
  overlay.apply({ kind: "events", events });
  return overlay;
}

test("what was kept or cached shows where it came from, and costs nothing", () => {
  const overlay = overlayOf([
    started,
    { type: "step.reused", at: 1, stepKey: "start", from: { runId: "old", seq: 2 }, output: value("v"), usage },
    done("book", { usage, cached: { runId: "older", at: 3 } }),
  ]);
  const said = ["start", "book"].map((id) => {
    const { state, kept, keptCount, usd, tokens } = overlay.getNode(id);
    return { state, kept, keptCount, usd, tokens };
  });
  expect(said).toEqual([
    { state: "succeeded", kept: { by: "run", runId: "old" }, keptCount: 1, usd: null, tokens: null },
    { state: "succeeded", kept: { by: "cache", runId: "older", at: 3 }, keptCount: 1, usd: null, tokens: null },
  ]);
  const { usd, tokens } = overlay.getState();
  expect({ usd, tokens }).toEqual({ usd: 0, tokens: 0 });
});

test("the card that a run is paused before knows it, and no longer when it goes on", () => {
  const overlay = overlayOf([
    started,
    done("start"),
    { type: "run.paused", at: 20, cause: "breakpoint", stepKey: "book" },
  ]);
  expect(overlay.getNode("book").isPausedHere).toBe(true);
  expect(overlay.getState()).toMatchObject({ status: "paused", pause: { cause: "breakpoint", stepKey: "book" } });
  overlay.apply({
    kind: "events",
    events: [{ type: "run.resumed", at: 30, commandId: "r", mode: "run", v: 1, seq: 4, epoch: 1 }],
  });
  vi.runAllTimers();
  expect(overlay.getState()).toMatchObject({ status: "running", pause: null });
});

test("a loop shows how often it went round and its state at each time", () => {
  const overlay = overlayOf([
    started,
    done("start"),
    done("book"),
    { type: "scope.opened", at: 20, startedAt: 15, stepKey: "again", attempt: 1, count: 5, state: value("s0") },
    done("again[0]/add"),
    { type: "scope.finished", at: 25, stepKey: "again", index: 0, value: value("s1"), done: false },
  ]);
  const shown = (looked: number | null) => {
    overlay.look("again", looked);
    vi.runAllTimers();
    return overlay.getNode("again").container;
  };
  const all = { kind: "loop", stepKey: "again", count: 5, done: 1, failed: 0, statePreview: null };
  expect([shown(null), shown(0)]).toEqual([
    { ...all, shown: 2, looked: null, stateId: "s1" },
    { ...all, shown: 2, looked: 0, stateId: "s0" },
  ]);
});

test("a step that a crash left open is asked about, and not as a question of its own", () => {
  const overlay = overlayOf([
    started,
    done("start"),
    { type: "step.started", at: 11, stepKey: "book", attempt: 1 },
    { type: "step.uncertain", at: 12, stepKey: "book", attempt: 1 },
  ]);
  const { state, uncertainKeys, waitingKeys, waitingFor } = overlay.getNode("book");
  expect({ state, uncertainKeys, waitingKeys, waitingFor }).toEqual({
    ...{ state: "uncertain", uncertainKeys: ["book"], waitingKeys: [], waitingFor: null },
  });
});

test("what was undone is marked at the step that did it, and listed", () => {
  const error = { code: "NO", class: "permanent" } as const;
  const overlay = overlayOf([
    started,
    done("start"),
    done("book"),
    { type: "scope.opened", at: 20, startedAt: 15, stepKey: "again", attempt: 1, count: 5, state: value("s0") },
    { type: "step.failed", at: 21, startedAt: 20, stepKey: "again[0]/add", attempt: 1, error, handled: "fail" },
    { type: "scope.finished", at: 22, stepKey: "again", index: 0, error },
    { type: "step.failed", at: 23, stepKey: "again", attempt: 1, error, handled: "fail" },
    { type: "run.failing", at: 24, error, stepKey: "again" },
    done("unbook"),
    { type: "run.failed", at: 30, error, stepKey: "again", undone: 1, undoFailed: 0 },
  ]);
  expect(overlay.getNode("book").isUndone).toBe(true);
  expect(undoneSteps(overlay.runState()).map(({ undone, by }) => [undone, by.key, by.status])).toEqual([
    ["book", "unbook", "succeeded"],
  ]);
});

test("before a fork begins it is known what it keeps, and a value that would not be used is told", () => {
  const overlay = overlayOf([
    started,
    done("start"),
    done("book", { usage }),
    { type: "scope.opened", at: 20, startedAt: 15, stepKey: "again", attempt: 1, count: 5, state: value("s0") },
    done("again[0]/add", { usage }),
    { type: "scope.finished", at: 25, stepKey: "again", index: 0, value: value("s1"), done: false },
    done("again[1]/add", { usage }),
    { type: "scope.finished", at: 26, stepKey: "again", index: 1, value: value("s2"), done: true },
    done("again"),
    { type: "run.succeeded", at: 30, output: null },
  ]);
  const preview = (order: { rerun?: string[]; outputs?: { stepKey: string; value: number }[] }) =>
    forkPreview({
      ...{ from: overlay.runState(), oldPlan: plan, plan },
      order: { seq: 10, rerun: [], outputs: [], graph: "same", ...order },
    });
  const whole = { ofSteps: 5, ofUsd: 1.5, unused: [] };
  expect([
    preview({ rerun: ["again"] }),
    preview({ rerun: ["again[1]/add"] }),
    preview({ rerun: ["start"] }),
    preview({ rerun: ["start"], outputs: [{ stepKey: "again", value: 1 }] }).unused,
  ]).toEqual([
    { ...whole, steps: 2, usd: 0.5, tokens: 7 },
    { ...whole, steps: 3, usd: 1, tokens: 14 },
    { ...whole, steps: 0, usd: 0, tokens: 0 },
    ["again"],
  ]);
});
