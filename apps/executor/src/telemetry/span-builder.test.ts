import type { EventBody } from "@orrery/engine";
import { runSpanIdOf, stepSpanIdOf } from "@orrery/engine";
import { expect, test } from "vitest";
import type { Span } from "./span.ts";
import { createSpanBuilder, type RunFacts } from "./span-builder.ts";

const runId = "019ab0c2-7d2e-7c11-9f3a-0123456789ab";
const facts: RunFacts = {
  runId,
  workspaceId: "default",
  workflowId: "w",
  name: "Digest",
  version: 3,
  planHash: "p",
  parent: null,
  forkOf: null,
  providerOf: (model) => (model.startsWith("acme/") ? "openai" : null),
  nodes: new Map([
    ["ask", { type: "prompt", kind: "model", model: "acme/large", tools: new Map() }],
    ["each", { type: "map", kind: "other", model: null, tools: new Map() }],
    ["add", { type: "transform", kind: "other", model: null, tools: new Map() }],
    ["agent", { type: "agent", kind: "agent", model: "default", tools: new Map([["find", "find_it"]]) }],
    ["find", { type: "http-request", kind: "other", model: null, tools: new Map() }],
  ]),
};
const value = { id: "v", bytes: 1 };
const start: EventBody = {
  type: "run.started",
  at: 1_000,
  commandId: "c",
  planHash: "p",
  input: value,
  entry: "start",
};
const end: EventBody = { type: "run.succeeded", at: 9_000, output: value };
const failure = { code: "HTTP_503", class: "transient" } as const;

function spansOf(events: readonly EventBody[], more: Partial<RunFacts> = {}): Span[] {
  const builder = createSpanBuilder({ ...facts, ...more });
  return events.flatMap((event) => builder.take(event));
}

function named(spans: readonly Span[], name: string): Span {
  const found = spans.find((span) => span.name === name);
  if (found === undefined) throw new Error(`no ${name} among ${spans.map((span) => span.name).join(", ")}`);
  return found;
}

test("a model call is a span of the conventions, within the run", () => {
  const [call, run] = spansOf([
    start,
    { type: "step.started", at: 2_000, stepKey: "ask", attempt: 1 },
    {
      type: "step.succeeded",
      at: 3_500,
      stepKey: "ask",
      attempt: 1,
      output: { id: "out", bytes: 9 },
      usage: { inputTokens: 12, outputTokens: 34, usd: 0.01 },
      model: "large-2026",
    },
    end,
  ]);
  const traceId = "019ab0c27d2e7c119f3a0123456789ab";
  expect(call).toEqual({
    traceId,
    spanId: stepSpanIdOf(runId, "ask"),
    parent: { spanId: runSpanIdOf(runId), isRemote: false },
    name: "chat acme/large",
    kind: "client",
    startedAt: 2_000,
    endedAt: 3_500,
    error: null,
    attributes: {
      "orrery.run.id": runId,
      "orrery.step.key": "ask",
      "orrery.node.id": "ask",
      "orrery.node.type": "prompt",
      "orrery.step.status": "succeeded",
      "orrery.step.attempts": 1,
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "acme/large",
      "gen_ai.response.model": "large-2026",
      "gen_ai.usage.input_tokens": 12,
      "gen_ai.usage.output_tokens": 34,
      "orrery.cost.usd": 0.01,
    },
    events: [],
    links: [],
    contents: { "orrery.step.output": "out" },
  });
  expect(run).toEqual({
    traceId,
    spanId: runSpanIdOf(runId),
    parent: null,
    name: "invoke_workflow Digest",
    kind: "internal",
    startedAt: 1_000,
    endedAt: 9_000,
    error: null,
    attributes: {
      "gen_ai.operation.name": "invoke_workflow",
      "gen_ai.workflow.name": "Digest",
      "orrery.run.id": runId,
      "orrery.run.status": "succeeded",
      "orrery.workspace.id": "default",
      "orrery.workflow.id": "w",
      "orrery.workflow.version": 3,
      "orrery.plan.hash": "p",
      "orrery.run.steps": 1,
      "orrery.run.entry": "start",
    },
    events: [],
    links: [],
    contents: {},
  });
});

test("attempts are spans within their step's, each with what it failed by; messages are never told", () => {
  const spans = spansOf([
    start,
    { type: "step.started", at: 2_000, stepKey: "ask", attempt: 1 },
    { type: "step.retrying", at: 2_100, stepKey: "ask", attempt: 1, error: failure, dueAt: 2_600 },
    { type: "step.started", at: 2_600, stepKey: "ask", attempt: 2 },
    { type: "step.failed", at: 2_700, stepKey: "ask", attempt: 2, error: failure, handled: "fail" },
    { type: "run.failed", at: 2_800, error: { ...failure, value: { id: "secret", bytes: 3 } } },
  ]);
  const step = named(spans, "chat acme/large");
  const short = spans.map(({ name, parent, startedAt, endedAt, error }) => [
    name,
    parent?.spanId,
    startedAt,
    endedAt,
    error,
  ]);
  expect(short).toEqual([
    ["attempt ask", step.spanId, 2_000, 2_100, "HTTP_503"],
    ["attempt ask", step.spanId, 2_600, 2_700, "HTTP_503"],
    ["chat acme/large", runSpanIdOf(runId), 2_000, 2_700, "HTTP_503"],
    ["invoke_workflow Digest", undefined, 1_000, 2_800, "HTTP_503"],
  ]);
  expect(step.events).toEqual([
    {
      name: "orrery.step.retrying",
      at: 2_100,
      attributes: { "orrery.step.attempt": 1, "error.type": "HTTP_503", "orrery.step.delay_ms": 500 },
    },
  ]);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(4);
});

test("an agent, its turns and its calls of tools are told as the conventions name them", () => {
  const own = "agent#turn.1";
  const called = "agent#turn.1#call.1";
  const spans = spansOf([
    start,
    { type: "step.started", at: 1_100, stepKey: "agent", attempt: 1 },
    { type: "step.asked", at: 1_100, stepKey: own, parentKey: "agent", kind: "own", effect: "repeatable" },
    { type: "step.succeeded", at: 1_500, stepKey: own, attempt: 1, startedAt: 1_200, output: value, model: "small" },
    {
      type: "step.asked",
      at: 1_500,
      stepKey: called,
      parentKey: "agent",
      kind: "tool",
      nodeId: "find",
      effect: "repeatable",
      input: { id: "args", bytes: 2 },
    },
    { type: "step.succeeded", at: 1_900, stepKey: called, attempt: 1, startedAt: 1_600, output: value },
    { type: "step.succeeded", at: 2_000, stepKey: "agent", attempt: 1, output: value },
    end,
  ]);
  const agent = named(spans, "invoke_agent agent");
  expect(agent.attributes["gen_ai.operation.name"]).toBe("invoke_agent");
  expect([named(spans, "chat default").parent?.spanId, named(spans, "execute_tool find_it").parent?.spanId]).toEqual([
    agent.spanId,
    agent.spanId,
  ]);
  expect(named(spans, "chat default").attributes["gen_ai.response.model"]).toBe("small");
  expect(named(spans, "execute_tool find_it")).toMatchObject({
    attributes: { "gen_ai.tool.name": "find_it", "gen_ai.tool.call.id": called, "orrery.node.type": "http-request" },
    contents: { "gen_ai.tool.call.arguments": "args", "gen_ai.tool.call.result": "v" },
  });
});

test("steps of an iteration lie within their container; what is skipped or kept is only counted", () => {
  const spans = spansOf([
    start,
    { type: "scope.opened", at: 1_100, stepKey: "each", attempt: 1, count: 2, startedAt: 1_050 },
    { type: "step.succeeded", at: 1_200, stepKey: "each[0]/add", attempt: 1, output: value, startedAt: 1_150 },
    { type: "step.skipped", at: 1_200, stepKey: "each[0]/ask" },
    { type: "step.reused", at: 1_200, stepKey: "each[1]/add" },
    { type: "step.succeeded", at: 1_300, stepKey: "each", attempt: 1, output: value },
    end,
  ]);
  expect(named(spans, "step add").parent?.spanId).toBe(named(spans, "step each").spanId);
  expect(named(spans, "step each")).toMatchObject({ startedAt: 1_050, endedAt: 1_300 });
  expect(named(spans, "invoke_workflow Digest").attributes).toMatchObject({
    "orrery.run.steps": 2,
    "orrery.run.steps.skipped": 1,
    "orrery.run.steps.reused": 1,
  });
});

test("a caller's trace goes on, and says by itself whether it is recorded", () => {
  const trace = (flags: string) => `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-${flags}`;
  const [run] = spansOf([{ ...start, trace: trace("01") }, end]);
  expect(run).toMatchObject({
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    parent: { spanId: "00f067aa0ba902b7", isRemote: true },
    kind: "server",
  });
  const unrecorded = createSpanBuilder(facts);
  unrecorded.take({ ...start, trace: trace("00") });
  expect(unrecorded.isSampled).toBe(false);
});

test("runs that came of one another are linked, from both sides", () => {
  const child = "019ab0c2-7d2e-7c11-9f3a-0123456789ff";
  const parent = { runId: child, stepKey: "call", trace: null };
  const [run] = spansOf([start, end], { parent, forkOf: { runId: child, trace: null } });
  expect(run?.links).toEqual([
    {
      traceId: child.replaceAll("-", ""),
      spanId: stepSpanIdOf(child, "call"),
      attributes: { "orrery.relation": "called by", "orrery.run.id": child },
    },
    {
      traceId: child.replaceAll("-", ""),
      spanId: runSpanIdOf(child),
      attributes: { "orrery.relation": "forked from", "orrery.run.id": child },
    },
  ]);
  const [step] = spansOf([
    start,
    {
      type: "step.waiting",
      at: 1_200,
      stepKey: "add",
      attempt: 1,
      for: "run",
      dueAt: null,
      childRunId: child,
      startedAt: 1_100,
    },
    { type: "step.resumed", at: 1_900, stepKey: "add", by: "run" },
    { type: "step.succeeded", at: 2_000, stepKey: "add", attempt: 1, output: value },
  ]);
  expect([step?.links.map(({ spanId }) => spanId), step?.startedAt, step?.events.map(({ name }) => name)]).toEqual([
    [runSpanIdOf(child)],
    1_100,
    ["orrery.step.waiting", "orrery.step.resumed"],
  ]);
});

test("made again they are the same", () => {
  const log: EventBody[] = [
    start,
    { type: "step.started", at: 2_000, stepKey: "ask", attempt: 1 },
    { type: "step.cancelled", at: 2_500, stepKey: "ask" },
    { type: "run.cancelled", at: 2_600 },
  ];
  expect(spansOf(log)).toEqual(spansOf(log));
});
