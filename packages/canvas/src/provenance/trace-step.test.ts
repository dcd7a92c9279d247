import { fold, indexPlan, initialState, type RunEvent } from "@orrery/engine";
import type { Plan, PlanNode } from "@orrery/plan";
import { expect, test } from "vitest";
import { traceStep } from "./trace-step.ts";

const retry = { maxAttempts: 1, initialMs: 500, factor: 2, maxMs: 30_000, jitter: true };
const node = (id: string, rest: Partial<PlanNode> = {}): PlanNode => ({
  ...{ id, type: "work", typeVersion: 1, nodeHash: id, parentId: null, role: "step", config: {}, effect: "pure" },
  policy: { retry, timeoutMs: null, onError: "fail", onUncertain: "fail" },
  ...{ reads: [], join: "all", handles: ["out"], container: null },
  ...rest,
});
const bound = { max: 0, unboundedBy: [], perItem: {} };
const plan: Plan = {
  ...{ schema: "orrery.plan/v1", hash: "h", name: "Test", inputSchema: {}, singleOutput: false },
  nodes: [
    node("start", { role: "entry" }),
    node("aside"),
    node("each", {
      reads: ["start"],
      container: { kind: "each", items: [], collect: null, concurrency: 2, onItemError: "fail" },
    }),
    node("add", { parentId: "each", reads: ["each"] }),
    node("end", { reads: ["aside", "each"] }),
  ],
  edges: [
    { source: "start", sourceHandle: "out", target: "each" },
    { source: "start", sourceHandle: "no", target: "aside" },
    { source: "each", sourceHandle: "out", target: "end" },
    { source: "aside", sourceHandle: "out", target: "end" },
  ],
  budget: { maxSteps: 100, maxWallMs: 1000 },
  capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
  bounds: { steps: bound, modelCalls: bound, tokens: bound, usd: bound, wallMs: bound },
};
const value = { id: "v", bytes: 1 };
const log: readonly RunEvent[] = (
  [
    { type: "run.started", at: 1, commandId: "c", planHash: "h", input: value, entry: "start" },
    { type: "step.succeeded", at: 2, startedAt: 1, stepKey: "start", attempt: 1, output: value },
    { type: "step.skipped", at: 2, stepKey: "aside" },
    { type: "scope.opened", at: 3, startedAt: 2, stepKey: "each", attempt: 1, count: 1 },
    { type: "step.succeeded", at: 4, startedAt: 3, stepKey: "each[0]/add", attempt: 1, output: value },
    { type: "scope.finished", at: 5, stepKey: "each", index: 0, value },
    { type: "step.succeeded", at: 6, stepKey: "each", attempt: 1, output: value },
    { type: "step.succeeded", at: 7, startedAt: 6, stepKey: "end", attempt: 1, output: value },
  ] as const
).map((body, index) => ({ ...body, v: 1, seq: index + 1, epoch: 1 }));

function trace(stepKey: string) {
  const state = initialState(indexPlan(plan));
  fold(state, log);
  return traceStep(plan, state, stepKey);
}

test("a value rests on what its step read, and on what that read; what was skipped gave nothing", () => {
  expect(trace("end")).toEqual([
    { stepKey: "each", nodeId: "each", distance: 1 },
    { stepKey: "start", nodeId: "start", distance: 2 },
  ]);
});

test("a step in a container rests on what its item came from", () => {
  expect(trace("each[0]/add")).toEqual([
    { stepKey: "each", nodeId: "each", distance: 1 },
    { stepKey: "start", nodeId: "start", distance: 2 },
  ]);
  expect(trace("start")).toEqual([]);
});
