import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fold, indexPlan, initialState, type PlanShape, type RunEvent, runStatus, stepStatus } from "@orrery/engine";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, test } from "vitest";
import { projectEvent } from "./project-event.ts";
import { projectPlan } from "./project-plan.ts";
import { projectRun } from "./project-run.ts";

const history = resolve(import.meta.dirname, "../../../engine/history");
/** One recorded run of each kind, and the first of those that are alike. */
const records = [...Map.groupBy(readdirSync(history).sort(), (name) => name.split("-")[0]).values()].map(
  ([first = ""]) => first,
);

interface Recorded {
  readonly plan: PlanShape;
  readonly log: readonly RunEvent[];
}

function readRecord(name: string): Recorded {
  const lines = readFileSync(join(history, name), "utf8").trim().split("\n").map(parseLine);
  const plan = lines.find((line) => "plan" in line && "about" in line)?.plan;
  if (plan === undefined) throw new Error(`no plan in ${name}`);
  return { plan, log: lines.flatMap((line) => (line.event === undefined ? [] : [line.event])) };
}

function parseLine(text: string): { readonly plan?: PlanShape; readonly about?: string; readonly event?: RunEvent } {
  return JSON.parse(text);
}

/** The states at each moment; `heard` are the events as they were recorded, which name the step to look at. */
function statesOf({ plan, log }: Recorded, heard: readonly RunEvent[]): unknown {
  const state = initialState(indexPlan(plan));
  const moments: unknown[] = [];
  for (const event of log) {
    fold(state, [event]);
    const about = heard.find(({ seq }) => seq === event.seq);
    const key = about !== undefined && "stepKey" in about ? (about.stepKey ?? "") : "";
    moments.push([event.seq, runStatus(state), key === "" ? null : stepStatus(state, key)]);
  }
  const steps = [...state.steps.values()].map(({ key, status, attempt, startedAt, endedAt, error }) => {
    return { key, status, attempt, startedAt, endedAt, code: error?.code };
  });
  return { moments, steps };
}

describe("a recorded run", () => {
  test("there are some of each kind", () => expect(records.length).toBeGreaterThan(5));

  test.each(records)("%s goes through the same states when it is shared, at each of its moments", (name) => {
    const { plan, log } = readRecord(name);
    const shared = log.map((event) => projectEvent(event, "hidden"));
    expect(statesOf({ plan: projectPlan(plan), log: shared }, log)).toEqual(statesOf({ plan, log }, log));
  });

  test.each(records)("%s gives away no value, run, command, hash, model or cost", (name) => {
    const { plan, log } = readRecord(name);
    const planted = log.map((event): RunEvent => JSON.parse(JSON.stringify(event, plant)));
    const shared = [projectPlan({ ...plan, hash: canary }), planted.map((event) => projectEvent(event, "hidden"))];
    const text = JSON.stringify(shared);
    expect(text.includes(canary)).toBe(false);
    expect(
      text.match(/"(?:usd|tokens|inputTokens|model|raise|breakpoints|forkOf|childRunId|used|limit|runsOn|cache)":/),
    ).toBeNull();
  });
});

const canary = "CANARY";

/** Puts the canary in place of all that names a thing elsewhere. */
function plant(key: string, value: unknown): unknown {
  const names = ["id", "runId", "commandId", "childRunId", "planHash", "model", "limit"];
  return names.includes(key) && typeof value === "string" ? canary : value;
}

test("a type of event from a later version keeps its place and says nothing", () => {
  const later: RunEvent = JSON.parse(
    '{"v":1,"seq":7,"epoch":3,"at":5,"type":"step.dreamt","stepKey":"a","dream":"CANARY"}',
  );
  expect(projectEvent(later, "shown")).toEqual({
    ...{ v: 1, seq: 7, epoch: 0, at: 5 },
    ...{ type: "command.refused", commandId: "shared-7", reason: "INVALID" },
  });
});

test("fields that are added to an event later are left out", () => {
  const grown: RunEvent = JSON.parse(
    `{"v":1,"seq":2,"epoch":3,"at":5,"type":"step.failed","stepKey":"a","attempt":1,"handled":"fail","why":"CANARY",
      "commandId":"CANARY","error":{"code":"HTTP_500","class":"transient","limit":"maxUsd","hint":"CANARY",
      "value":{"id":"CANARY","bytes":12}}}`,
  );
  expect(projectEvent(grown, "shown")).toEqual({
    ...{ v: 1, seq: 2, epoch: 0, at: 5, type: "step.failed", stepKey: "a", attempt: 1, handled: "fail" },
    error: { code: "HTTP_500", class: "transient" },
  });
});

const usage = { inputTokens: 3, outputTokens: 4, usd: 0.5 };
const output = { id: "out", bytes: 9 };

test("cost is shown where it is to be, and the model never", () => {
  const event: RunEvent = {
    ...{ v: 1, seq: 2, epoch: 3, at: 5, type: "step.succeeded", stepKey: "a", attempt: 1 },
    ...{ output, usage, model: "CANARY" },
  };
  const shown = {
    ...{ v: 1, seq: 2, epoch: 0, at: 5, type: "step.succeeded", stepKey: "a", attempt: 1 },
    output: { id: "shared", bytes: 0 },
  };
  expect([projectEvent(event, "shown"), projectEvent(event, "hidden")]).toEqual([{ ...shown, usage }, shown]);
});

const shape = { effect: "pure", parentId: null, join: "all", handles: ["out"], container: null } as const;
const policy = {
  retry: { maxAttempts: 7, initialMs: 71, factor: 2, maxMs: 711, jitter: true },
  timeoutMs: 7111,
  onError: "fail",
  onUncertain: "fail",
  runsOn: ["CANARY"],
} as const;
const plan: PlanShape = {
  hash: "CANARY",
  nodes: [
    { ...shape, id: "start", role: "entry", policy },
    { ...shape, id: "agent_1", role: "step", policy, subSteps: true },
    { ...shape, id: "look_up", role: "tool", policy },
  ],
  edges: [{ source: "start", sourceHandle: "out", target: "agent_1" }],
  budget: { maxSteps: 7, maxWallMs: 77 },
  singleOutput: true,
};
const row = { v: 1, epoch: 1, at: 1 } as const;
const asked = { ...row, type: "step.asked", parentKey: "agent_1", effect: "pure" } as const;
const ref = (id: string) => ({ id, bytes: 1 });
const events: readonly RunEvent[] = [
  { ...row, seq: 1, type: "run.started", commandId: "c", planHash: "h", input: ref("in"), entry: "start" },
  { ...row, seq: 2, type: "step.succeeded", stepKey: "start", attempt: 1, output: ref("began"), startedAt: 1 },
  { ...row, seq: 3, type: "step.started", stepKey: "agent_1", attempt: 1 },
  { ...asked, seq: 4, stepKey: "agent_1#turn.1", kind: "own", input: ref("prompt") },
  { ...row, seq: 5, type: "step.succeeded", stepKey: "agent_1#turn.1", attempt: 1, output: ref("turn") },
  { ...asked, seq: 6, stepKey: "agent_1#call.1", kind: "tool", nodeId: "look_up", input: ref("arguments") },
  { ...row, seq: 7, type: "step.succeeded", stepKey: "agent_1#call.1", attempt: 1, output: ref("found") },
  { ...asked, seq: 8, stepKey: "agent_1#ask.1", kind: "wait", input: ref("question") },
  { ...row, seq: 9, type: "step.resumed", stepKey: "agent_1#ask.1", by: "person", answer: ref("answer") },
  {
    ...{ ...row, seq: 10, type: "step.failed", stepKey: "agent_1", attempt: 1, handled: "fail" },
    error: { code: "BAD", class: "permanent", value: ref("why") },
  },
];

function wantedWith(inputs: readonly string[], outputs: readonly string[]): readonly string[] {
  const graph = { schema: "orrery.graph/v1", name: "", nodes: [], edges: [] } as const;
  const projection = { inputs, outputs, usage: "hidden" } as const;
  return projectRun({ title: "", plan, graph, catalog, events, projection }).wanted.map(
    ({ stepKey, side, from }) => `${stepKey} ${side} ${JSON.stringify(from)}`,
  );
}

test("only what is ticked is read, and never what a step does by itself or asks of people", () => {
  const all = ["start", "agent_1", "look_up"];
  expect({
    none: wantedWith([], []),
    others: wantedWith(["other"], ["other"]),
    inputs: wantedWith(all, []),
    outputs: wantedWith([], all),
    agent: wantedWith(["agent_1"], ["agent_1"]),
    tool: wantedWith(["look_up"], ["look_up"]),
  }).toEqual({
    none: [],
    others: [],
    inputs: ['start input "in"', 'agent_1 input {"start":"began"}', 'agent_1#call.1 input "arguments"'],
    outputs: ['start output "began"', 'agent_1#call.1 output "found"', 'agent_1 error "why"'],
    agent: ['agent_1 input {"start":"began"}', 'agent_1 error "why"'],
    tool: ['agent_1#call.1 input "arguments"', 'agent_1#call.1 output "found"'],
  });
});

test("of a drawing come names and places, without notes, descriptions and config", () => {
  const { shared } = projectRun({
    ...{ title: "Shop", plan, catalog, events: [], projection: { inputs: [], outputs: [], usage: "hidden" } },
    graph: {
      schema: "orrery.graph/v1",
      name: "CANARY",
      description: "CANARY",
      nodes: [
        {
          id: "each",
          type: "map",
          position: { x: 100, y: 10 },
          size: { width: 600, height: 300 },
          config: { items: "CANARY" },
        },
        {
          id: "ask",
          type: "prompt",
          label: "Ask",
          parentId: "each",
          position: { x: 5, y: 6 },
          config: { prompt: "CANARY" },
        },
        { id: "note_1", type: "note", position: { x: 0, y: 0 }, config: { text: "CANARY" } },
      ],
      edges: [{ id: "e", source: "each", sourceHandle: "out", target: "ask", targetHandle: "in" }],
    },
  });
  expect({ ...shared, plan: null }).toEqual({
    v: 1,
    title: "Shop",
    plan: null,
    events: [],
    usage: "hidden",
    drawing: {
      nodes: [
        {
          ...{ id: "each", name: "each", type: "map", typeTitle: "For each", icon: "repeat", category: "flow" },
          ...{ x: 100, y: 10, width: 600, height: 300 },
        },
        {
          ...{
            id: "ask",
            name: "Ask",
            type: "prompt",
            typeTitle: "Prompt",
            icon: "sparkles",
            category: "ai",
            parent: "each",
          },
          ...{ x: 105, y: 16, width: 232, height: 92 },
        },
      ],
      edges: [{ id: "e", from: "each", fromHandle: "out", to: "ask", toHandle: "in" }],
    },
  });
  expect(JSON.stringify(shared)).not.toContain("CANARY");
});
