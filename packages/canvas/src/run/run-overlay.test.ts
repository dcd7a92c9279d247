import { fold, indexPlan, initialState, type RunEvent, stateToJson } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Plan, PlanNode } from "@orrery/plan";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRunOverlay } from "./run-overlay.ts";

const policy: PlanNode["policy"] = {
  retry: { maxAttempts: 1, initialMs: 500, factor: 2, maxMs: 30_000, jitter: true },
  timeoutMs: null,
  onError: "fail",
  onUncertain: "fail",
};
const planNode = (id: string, rest: Partial<PlanNode>): PlanNode => ({
  id,
  type: "work",
  typeVersion: 1,
  nodeHash: id,
  parentId: null,
  role: "step",
  config: {},
  effect: "pure",
  reads: [],
  policy,
  join: "all",
  handles: ["out"],
  container: null,
  ...rest,
});
const none = { max: 0, unboundedBy: [], perItem: {} };
const plan: Plan = {
  schema: "orrery.plan/v1",
  hash: "h",
  name: "Test",
  nodes: [
    planNode("start", { role: "entry" }),
    planNode("each", { container: { kind: "each", items: [], collect: null, concurrency: 2, onItemError: "fail" } }),
    planNode("fork", { parentId: "each", handles: ["yes", "no"] }),
  ],
  edges: [{ source: "start", sourceHandle: "out", target: "each" }],
  inputSchema: {},
  budget: { maxSteps: 100, maxWallMs: 1000 },
  capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
  bounds: { steps: none, modelCalls: none, tokens: none, usd: none, wallMs: none },
  singleOutput: false,
};
const graph: Graph = { schema: "orrery.graph/v1", name: "Test", nodes: [], edges: [] };
const value = (id: string) => ({ id, bytes: 10 });
const usage = { inputTokens: 3, outputTokens: 4, usd: 0.5 };

const log: readonly RunEvent[] = (
  [
    { type: "run.started", at: 1000, commandId: "c", planHash: "h", input: value("in"), entry: "start" },
    { type: "step.succeeded", at: 1010, startedAt: 1005, stepKey: "start", attempt: 1, output: value("v1") },
    { type: "step.started", at: 1011, stepKey: "each", attempt: 1 },
    { type: "scope.opened", at: 1012, stepKey: "each", attempt: 1, count: 2 },
    { type: "step.started", at: 1020, stepKey: "each[0]/fork", attempt: 1 },
    { type: "step.started", at: 1020, stepKey: "each[1]/fork", attempt: 1 },
    {
      type: "step.succeeded",
      at: 1040,
      stepKey: "each[0]/fork",
      attempt: 1,
      output: value("v2"),
      handle: "yes",
      usage,
      model: "m",
    },
    { type: "scope.finished", at: 1041, stepKey: "each", index: 0, value: value("v3") },
    {
      type: "step.succeeded",
      at: 1050,
      stepKey: "each[1]/fork",
      attempt: 1,
      output: value("v4"),
      handle: "no",
      usage,
      model: "m",
    },
    { type: "scope.finished", at: 1051, stepKey: "each", index: 1, value: value("v5") },
    { type: "step.succeeded", at: 1052, stepKey: "each", attempt: 1, output: value("v6") },
    { type: "run.succeeded", at: 1053, output: null },
  ] as const
).map((body, index) => ({ ...body, v: 1, seq: index + 1, epoch: 1 }));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function whole() {
  const overlay = createRunOverlay({ plan, graph });
  overlay.apply({ kind: "events", events: log });
  vi.runAllTimers();
  return overlay;
}

test("a node over all its iterations shows counts, sums and the ways taken", () => {
  const overlay = whole();
  const { handles, ...run } = overlay.getNode("fork");
  expect([...handles]).toEqual([
    ["yes", 1],
    ["no", 1],
  ]);
  expect(run).toEqual({
    host: null,
    isPausedHere: false,
    isUndone: false,
    kept: null,
    keptCount: 0,
    uncertainKeys: [],
    state: "succeeded",
    counts: { succeeded: 2 },
    maxAttempts: 1,
    retried: 0,
    handle: "no",
    total: 2,
    stepKey: "each[1]/fork",
    attempt: 1,
    startedAt: 1020,
    endedAt: 1050,
    durationMs: 30,
    tokens: 14,
    usd: 1,
    model: "m",
    preview: null,
    streaming: false,
    error: null,
    errorText: null,
    waitingKeys: [],
    waitingFor: null,
    dueAt: null,
    container: null,
  });
  expect(overlay.getState()).toEqual({
    status: "succeeded",
    seq: 12,
    lastSeq: 12,
    firstSeq: 0,
    playhead: null,
    pause: null,
    live: { status: "succeeded", pause: null },
    startedAt: 1000,
    endedAt: 1053,
    steps: 4,
    tokens: 14,
    usd: 1,
    waiting: [],
  });
});

test("looking at one iteration shows that step alone", () => {
  const overlay = whole();
  overlay.look("each", 0);
  vi.runAllTimers();
  const { stepKey, total, tokens, handles } = overlay.getNode("fork");
  expect({ stepKey, total, tokens, handles: [...handles] }).toEqual({
    stepKey: "each[0]/fork",
    total: 1,
    tokens: 7,
    handles: [["yes", 1]],
  });
});

test("a listener hears of many events once, and only of its own node", () => {
  const overlay = createRunOverlay({ plan, graph });
  const heard = { start: 0, fork: 0 };
  overlay.subscribeNode("start", () => {
    heard.start += 1;
  });
  overlay.subscribeNode("fork", () => {
    heard.fork += 1;
  });
  for (const event of log.slice(0, 2)) overlay.apply({ kind: "events", events: [event] });
  vi.runAllTimers();
  expect(heard).toEqual({ start: 1, fork: 0 });
});

test("events that come twice count once", () => {
  const overlay = createRunOverlay({ plan, graph });
  overlay.apply({ kind: "events", events: log.slice(0, 8) });
  overlay.apply({ kind: "events", events: log.slice(4) });
  vi.runAllTimers();
  expect(overlay.getNode("fork").tokens).toBe(14);
  expect(overlay.events.map((event) => event.seq)).toEqual(log.map((event) => event.seq));
});

test("a snapshot and its tail show what the whole log shows", () => {
  const state = initialState(indexPlan(plan));
  fold(state, log.slice(0, 7));
  const overlay = createRunOverlay({ plan, graph });
  overlay.apply({ kind: "snapshot", seq: 7, state: JSON.parse(JSON.stringify(stateToJson(state))) });
  overlay.apply({ kind: "events", events: log.slice(7) });
  vi.runAllTimers();
  const full = whole();
  for (const { id } of plan.nodes) expect(overlay.getNode(id)).toEqual(full.getNode(id));
  expect(overlay.getState()).toEqual({ ...full.getState(), firstSeq: 7 });
});

test("every moment is the fold of its prefix, forwards and backwards", () => {
  const overlay = whole();
  const expected = log.map((_event, index) => {
    const state = initialState(indexPlan(plan));
    fold(state, log.slice(0, index + 1));
    return stateToJson(state);
  });
  for (const seq of [3, 7, 8, 2, 11, 1, 12]) {
    overlay.seek(seq);
    vi.runAllTimers();
    expect(stateToJson(overlay.runState())).toEqual(expected[seq - 1]);
    expect(stateToJson(overlay.at(seq))).toEqual(expected[seq - 1]);
  }
  expect(overlay.getState().playhead).toBeNull();
});

test("live text shows while a step works and goes when it has ended", () => {
  const overlay = createRunOverlay({ plan, graph });
  overlay.apply({ kind: "events", events: log.slice(0, 6) });
  const delta = { stepKey: "each[1]/fork", attempt: 1 };
  overlay.apply({ kind: "delta", delta: { ...delta, offset: 0, text: "Hello " } });
  overlay.apply({ kind: "delta", delta: { ...delta, offset: 6, text: "world" } });
  overlay.apply({ kind: "delta", delta: { ...delta, offset: 6, text: "world" } });
  vi.runAllTimers();
  const { preview, streaming } = overlay.getNode("fork");
  expect({ preview, streaming }).toEqual({ preview: "Hello world", streaming: true });
  overlay.apply({ kind: "events", events: log.slice(6) });
  overlay.apply({ kind: "delta", delta: { ...delta, offset: 11, text: "!" } });
  overlay.apply({ kind: "previews", previews: [{ valueId: "v4", kind: "json", bytes: 4, preview: "Done" }] });
  vi.runAllTimers();
  const after = overlay.getNode("fork");
  expect({ preview: after.preview, streaming: after.streaming }).toEqual({ preview: "Done", streaming: false });
});

test("a moment looks the same from wherever it was reached, behind a snapshot too", () => {
  const state = initialState(indexPlan(plan));
  fold(state, log.slice(0, 4));
  const behind = createRunOverlay({ plan, graph });
  behind.apply({ kind: "snapshot", seq: 4, state: JSON.parse(JSON.stringify(stateToJson(state))) });
  behind.apply({ kind: "events", events: log.slice(4) });
  const walked = whole();
  const stop = walked.prepare();
  for (const seq of [11, 5, 6, 7, 9, 8, 10, 4]) {
    const fresh = whole();
    for (const overlay of [fresh, walked, behind]) overlay.seek(seq);
    vi.runAllTimers();
    for (const overlay of [walked, behind]) {
      for (const { id } of plan.nodes) expect(overlay.getNode(id)).toEqual(fresh.getNode(id));
      expect({ ...overlay.getState(), firstSeq: 0 }).toEqual(fresh.getState());
      expect(stateToJson(overlay.latestState())).toEqual(stateToJson(fresh.latestState()));
    }
  }
  stop();
});
