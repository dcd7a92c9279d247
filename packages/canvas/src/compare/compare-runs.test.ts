import { type EventBody, fold, indexPlan, initialState, type RunEvent } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Plan, PlanNode } from "@orrery/plan";
import { expect, test } from "vitest";
import { type ComparedRun, compareRuns } from "./compare-runs.ts";
import { differenceWords } from "./compare-words.ts";
import { unionGraph } from "./union-graph.ts";

const retry = { maxAttempts: 1, initialMs: 500, factor: 2, maxMs: 30_000, jitter: true };
const policy: PlanNode["policy"] = { retry, timeoutMs: null, onError: "fail", onUncertain: "fail" };
const planNode = (id: string, rest: Partial<PlanNode> = {}): PlanNode => ({
  ...{ id, type: "work", typeVersion: 1, nodeHash: id, parentId: null, role: "step", config: {}, effect: "pure" },
  ...{ reads: [], policy, join: "all", handles: ["out"], container: null },
  ...rest,
});
const bound = { max: 0, unboundedBy: [], perItem: {} };
const planOf = (nodes: readonly PlanNode[], edges: Plan["edges"]): Plan => ({
  ...{ schema: "orrery.plan/v1", hash: "h", name: "Test", nodes, edges, inputSchema: {} },
  budget: { maxSteps: 100, maxWallMs: 1000 },
  capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
  bounds: { steps: bound, modelCalls: bound, tokens: bound, usd: bound, wallMs: bound },
  singleOutput: false,
});
const value = (id: string, bytes = 10) => ({ id, bytes });
const edge = (source: string, target: string, sourceHandle = "out") => ({ source, sourceHandle, target });

function ran(plan: Plan, bodies: readonly EventBody[]): ComparedRun {
  const state = initialState(indexPlan(plan));
  fold(
    state,
    bodies.map((body, index): RunEvent => ({ ...body, v: 1, seq: index + 1, epoch: 1 })),
  );
  return { plan, state };
}

const fork = planNode("fork", { handles: ["yes", "no"] });
const first = ran(
  planOf(
    [planNode("start", { role: "entry" }), fork, planNode("left"), planNode("right"), planNode("old")],
    [edge("start", "fork"), edge("fork", "left", "yes"), edge("fork", "right", "no"), edge("start", "old")],
  ),
  [
    { type: "run.started", at: 100, commandId: "c", planHash: "h", input: value("in"), entry: "start" },
    { type: "step.succeeded", at: 110, startedAt: 105, stepKey: "start", attempt: 1, output: value("s") },
    { type: "step.succeeded", at: 120, startedAt: 112, stepKey: "old", attempt: 1, output: value("o") },
    { type: "step.succeeded", at: 121, startedAt: 112, stepKey: "fork", attempt: 1, output: value("f"), handle: "yes" },
    { type: "step.skipped", at: 122, stepKey: "right" },
    { type: "step.started", at: 122, stepKey: "left", attempt: 1 },
    {
      ...{ type: "step.failed", at: 150, stepKey: "left", attempt: 1, handled: "fail" },
      error: { code: "HTTP_500", class: "transient" },
    },
    { type: "run.failed", at: 151, error: { code: "HTTP_500", class: "transient" }, stepKey: "left" },
  ],
);
const usage = { inputTokens: 5, outputTokens: 2, usd: 0.01 };
const second = ran(
  planOf(
    [
      planNode("start", { role: "entry" }),
      fork,
      planNode("left"),
      planNode("right", { nodeHash: "other" }),
      planNode("new"),
    ],
    [edge("start", "fork"), edge("fork", "left", "yes"), edge("fork", "right", "no"), edge("start", "new")],
  ),
  [
    { type: "run.started", at: 1000, commandId: "c", planHash: "h", input: value("in2"), entry: "start" },
    { type: "step.reused", at: 1000, stepKey: "start", from: { runId: "r", seq: 2 }, output: value("s2") },
    { type: "step.succeeded", at: 1010, startedAt: 1005, stepKey: "new", attempt: 1, output: value("n"), usage },
    {
      type: "step.succeeded",
      at: 1015,
      startedAt: 1005,
      stepKey: "fork",
      attempt: 1,
      output: value("f"),
      handle: "no",
    },
    { type: "step.skipped", at: 1016, stepKey: "left" },
    { type: "step.succeeded", at: 1030, startedAt: 1017, stepKey: "right", attempt: 1, output: value("r", 20) },
    { type: "run.succeeded", at: 1031, output: value("r2") },
  ],
);

const side = { tokens: 0, usd: 0, errorCode: null, isKept: false };

test("two runs of different drawings, node by node", () => {
  expect(compareRuns(first, second)).toEqual({
    first: {
      ...{ status: "failed", durationMs: 51, steps: 4, tokens: 0, usd: 0, errorCode: "HTTP_500" },
      ...{ output: null, input: value("in") },
    },
    second: {
      ...{ status: "succeeded", durationMs: 31, steps: 3, tokens: 7, usd: 0.01, errorCode: null },
      ...{ output: value("r2"), input: value("in2") },
    },
    nodes: [
      {
        ...{ nodeId: "start", plan: "same", path: "same" },
        first: {
          ...{ ...side, status: "succeeded", ran: 1, handles: [["out", 1]], durationMs: 5 },
          ...{ stepKey: "start", output: value("s") },
        },
        second: {
          ...{ ...side, status: "succeeded", ran: 1, handles: [["out", 1]], durationMs: null },
          ...{ stepKey: "start", output: value("s2"), isKept: true },
        },
      },
      {
        ...{ nodeId: "fork", plan: "same", path: "other-handle" },
        first: {
          ...{ ...side, status: "succeeded", ran: 1, handles: [["yes", 1]], durationMs: 9 },
          ...{ stepKey: "fork", output: value("f") },
        },
        second: {
          ...{ ...side, status: "succeeded", ran: 1, handles: [["no", 1]], durationMs: 10 },
          ...{ stepKey: "fork", output: value("f") },
        },
      },
      {
        ...{ nodeId: "left", plan: "same", path: "only-first" },
        first: {
          ...{ ...side, status: "failed", ran: 1, handles: [], durationMs: 28, errorCode: "HTTP_500" },
          ...{ stepKey: "left", output: null },
        },
        second: { ...side, status: "skipped", ran: 0, handles: [], durationMs: null, stepKey: null, output: null },
      },
      {
        ...{ nodeId: "right", plan: "changed", path: "only-second" },
        first: { ...side, status: "skipped", ran: 0, handles: [], durationMs: null, stepKey: null, output: null },
        second: {
          ...{ ...side, status: "succeeded", ran: 1, handles: [["out", 1]], durationMs: 13 },
          ...{ stepKey: "right", output: value("r", 20) },
        },
      },
      {
        ...{ nodeId: "new", plan: "added", path: "only-second", first: null },
        second: {
          ...{ ...side, status: "succeeded", ran: 1, handles: [["out", 1]], durationMs: 5, tokens: 7, usd: 0.01 },
          ...{ stepKey: "new", output: value("n") },
        },
      },
      {
        ...{ nodeId: "old", plan: "removed", path: "only-first", second: null },
        first: {
          ...{ ...side, status: "succeeded", ran: 1, handles: [["out", 1]], durationMs: 8 },
          ...{ stepKey: "old", output: value("o") },
        },
      },
    ],
  });
});

test("a run does not differ from itself", () => {
  const { nodes } = compareRuns(second, second);
  expect(nodes.map((node) => differenceWords(node, "same"))).toEqual(nodes.map(() => null));
});

test("differences in words", () => {
  const { nodes } = compareRuns(first, second);
  expect(nodes.map((node) => differenceWords(node, node.nodeId === "start" ? "other" : null))).toEqual([
    "gave something else",
    "went on at “yes”, now at “no”",
    "ran only in the first run",
    "was changed; ran only in the second run",
    "was added; ran only in the second run",
    "was removed; ran only in the first run",
  ]);
});

test("one drawing with all nodes of both, and the edges of what was removed", () => {
  const node = (id: string) => ({ id, type: "work", position: { x: 0, y: 0 }, config: {} });
  const wire = (id: string, source: string, target: string) => ({
    ...{ id, source, target, sourceHandle: "out", targetHandle: "in" },
  });
  const graph = (ids: readonly string[], edges: Graph["edges"]): Graph => ({
    ...{ schema: "orrery.graph/v1", name: "Test", nodes: ids.map(node), edges },
  });
  const before = graph(["a", "b", "c"], [wire("e1", "a", "b"), wire("e2", "b", "c")]);
  const after = graph(["a", "c"], [wire("e1", "a", "c")]);
  const union = unionGraph(before, after);
  expect([union.nodes.map(({ id }) => id), union.edges.map(({ id, source, target }) => [id, source, target])]).toEqual([
    ["a", "c", "b"],
    [
      ["e1", "a", "c"],
      ["was_e1", "a", "b"],
      ["e2", "b", "c"],
    ],
  ]);
  expect(unionGraph(after, before)).toBe(before);
});
