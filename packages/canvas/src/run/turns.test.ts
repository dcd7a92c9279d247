import { type RunEvent, subStepsOf } from "@orrery/engine";
import type { Plan, PlanNode } from "@orrery/plan";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { turnWords } from "../flow/turn-words.ts";
import { createRunOverlay } from "./run-overlay.ts";
import { turnList } from "./turn-list.ts";

const planNode = (id: string, rest: Partial<PlanNode>): PlanNode => ({
  id,
  type: "work",
  typeVersion: 1,
  nodeHash: id,
  parentId: null,
  role: "step",
  config: {},
  effect: "repeatable",
  reads: [],
  policy: {
    retry: { maxAttempts: 2, initialMs: 500, factor: 2, maxMs: 30_000, jitter: true },
    timeoutMs: null,
    onError: "fail",
    onUncertain: "fail",
  },
  join: "all",
  handles: ["out"],
  container: null,
  ...rest,
});
const none = { max: 0, unboundedBy: [], perItem: {} };
const said = { name: "find", description: "", parameters: { type: "object" }, permission: "ask" } as const;
const plan: Plan = {
  schema: "orrery.plan/v1",
  hash: "h",
  name: "Test",
  nodes: [
    planNode("start", { role: "entry" }),
    planNode("agent", { subSteps: true, tools: { find: said } }),
    planNode("find", { role: "tool", handles: [] }),
  ],
  edges: [{ source: "start", sourceHandle: "out", target: "agent" }],
  inputSchema: {},
  budget: { maxSteps: 100, maxWallMs: 1000 },
  capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
  bounds: { steps: none, modelCalls: none, tokens: none, usd: none, wallMs: none },
  singleOutput: false,
};
const value = (id: string) => ({ id, bytes: 10 });
const usage = { inputTokens: 30, outputTokens: 4, usd: 0.5 };
const own = { parentKey: "agent", kind: "own", effect: "repeatable" } as const;

const bodies = [
  { type: "run.started", at: 1000, commandId: "c", planHash: "h", input: value("in"), entry: "start" },
  { type: "step.succeeded", at: 1010, startedAt: 1005, stepKey: "start", attempt: 1, output: value("v1") },
  { type: "step.started", at: 1011, stepKey: "agent", attempt: 1 },
  { type: "step.asked", at: 1012, stepKey: "agent#turn.1", ...own, input: value("i1") },
  { type: "step.started", at: 1013, stepKey: "agent#turn.1", attempt: 1 },
  { type: "step.succeeded", at: 1020, stepKey: "agent#turn.1", attempt: 1, output: value("o1"), usage, model: "m" },
  { type: "step.asked", at: 1021, stepKey: "agent#turn.1#ask.1", parentKey: "agent", kind: "wait", effect: "pure" },
  { type: "step.waiting", at: 1022, stepKey: "agent#turn.1#ask.1", attempt: 1, for: "person", show: value("q") },
  {
    type: "step.resumed",
    at: 1030,
    stepKey: "agent#turn.1#ask.1",
    attempt: 1,
    by: "person",
    answer: value("a"),
    commandId: "c2",
  },
  {
    type: "step.asked",
    at: 1031,
    stepKey: "agent#turn.1#call.1",
    parentKey: "agent",
    kind: "tool",
    nodeId: "find",
    effect: "repeatable",
    input: value("i2"),
  },
  { type: "step.started", at: 1032, stepKey: "agent#turn.1#call.1", attempt: 1 },
  { type: "step.succeeded", at: 1040, stepKey: "agent#turn.1#call.1", attempt: 1, output: value("o2") },
  { type: "step.asked", at: 1041, stepKey: "agent#turn.2", ...own, input: value("i3") },
  { type: "step.started", at: 1042, stepKey: "agent#turn.2", attempt: 1 },
  { type: "step.succeeded", at: 1050, stepKey: "agent#turn.2", attempt: 1, output: value("o3"), usage, model: "m" },
  { type: "step.succeeded", at: 1051, stepKey: "agent", attempt: 1, output: value("o4") },
] as const;
const log = bodies.map((body, at) => ({ v: 1, epoch: 1, seq: at + 1, ...body })) as readonly RunEvent[];

function seen(upTo: string, type: string) {
  const overlay = createRunOverlay({ plan, graph: { schema: "orrery.graph/v1", name: "T", nodes: [], edges: [] } });
  const end = log.findIndex((event) => "stepKey" in event && event.stepKey === upTo && event.type === type);
  overlay.apply({ kind: "events", events: log.slice(0, end + 1) });
  return overlay;
}

const wordsOf = (overlay: ReturnType<typeof seen>) => {
  const run = overlay.getNode("agent");
  return run.host === null ? null : turnWords(run, run.host, (id) => id);
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a card says which turn it is and what it does", () => {
  expect(wordsOf(seen("agent", "step.started"))).toBeNull();
  expect(wordsOf(seen("agent#turn.1", "step.started"))).toBe("Turn 1 · thinking");
  expect(wordsOf(seen("agent#turn.1#ask.1", "step.waiting"))).toBe("Turn 1 · waiting for your word");
  expect(wordsOf(seen("agent#turn.1#call.1", "step.started"))).toBe("Turn 1 · calling find");
  expect(wordsOf(seen("agent", "step.succeeded"))).toBe("2 turns · 1 tool call");
});

test("of several who speak, the card names whose turn it is until it has ended", () => {
  const overlay = seen("agent#turn.1", "step.started");
  overlay.apply({
    kind: "previews",
    previews: [{ valueId: "i1", kind: "json", bytes: 10, preview: '{"model":"m","turn":1,"speaker":"Ada"}' }],
  });
  vi.runAllTimers();
  expect(wordsOf(overlay)).toBe("Turn 1 · Ada · thinking");
  overlay.apply({ kind: "events", events: log.filter(({ seq }) => seq > 5) });
  vi.runAllTimers();
  expect(wordsOf(overlay)).toBe("2 turns · 1 tool call");
});

test("while a person is asked the step waits for them, with the question of the turn", () => {
  const { state, waitingFor, waitingKeys } = seen("agent#turn.1#ask.1", "step.waiting").getNode("agent");
  expect({ state, waitingFor, waitingKeys }).toEqual({
    state: "waiting",
    waitingFor: "person",
    waitingKeys: ["agent#turn.1#ask.1"],
  });
});

test("its tokens and cost are those of its turns, and each turn passes nothing on", () => {
  const overlay = seen("agent#turn.2", "step.succeeded");
  const { tokens, usd, model, handles, total } = overlay.getNode("agent");
  expect({ tokens, usd, model, handles: [...handles], total }).toEqual({
    tokens: 68,
    usd: 1,
    model: "m",
    handles: [],
    total: 1,
  });
  expect(overlay.getState()).toMatchObject({ tokens: 68, usd: 1 });
});

test("a tool has a card of its own, with every call of it", () => {
  const { state, total, stepKey } = seen("agent", "step.succeeded").getNode("find");
  expect({ state, total, stepKey }).toEqual({ state: "succeeded", total: 1, stepKey: "agent#turn.1#call.1" });
  expect(seen("agent#turn.1", "step.started").getNode("find").state).toBe("idle");
});

test("live text of a turn is shown by its step until the turn has ended", () => {
  const overlay = seen("agent#turn.1", "step.started");
  overlay.apply({ kind: "delta", delta: { stepKey: "agent#turn.1", attempt: 1, offset: 0, text: "Let me see" } });
  vi.runAllTimers();
  const { preview, streaming } = overlay.getNode("agent");
  expect({ preview, streaming }).toEqual({ preview: "Let me see", streaming: true });
});

test("turns come with the questions and calls that they led to", () => {
  const turns = turnList(subStepsOf(seen("agent", "step.succeeded").runState(), "agent"));
  expect(
    turns.map(({ title, own: turn, calls }) => ({
      title,
      own: turn?.name,
      calls: calls.map(({ number, ask, call }) => [number, ask?.name, call?.name]),
    })),
  ).toEqual([
    { title: "Turn 1", own: "turn.1", calls: [[1, "turn.1#ask.1", "turn.1#call.1"]] },
    { title: "Turn 2", own: "turn.2", calls: [] },
  ]);
});
