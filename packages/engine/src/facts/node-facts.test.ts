import { expect, test } from "vitest";
import type { EventBody, RunEvent } from "../events.ts";
import { nodeFacts } from "./node-facts.ts";
import type { NodeFact } from "./run-facts.ts";
import type { FactNode } from "./step-track.ts";

const each = { kind: "each", items: [], collect: null, concurrency: 1, onItemError: "fail" } as const;
const nodes = new Map<string, FactNode>(
  ["ask", "agent", "search", "row", "cell"].map((id) => [
    id,
    { id, type: `type-${id}`, nodeHash: `hash-${id}`, container: id === "row" ? each : null },
  ]),
);
const output = { id: "v", bytes: 1 };
const usage = { inputTokens: 10, outputTokens: 5, usd: 0.25 };
const failure = { code: "HTTP_500", class: "transient" } as const;

function factsOf(...bodies: readonly EventBody[]): readonly NodeFact[] {
  return nodeFacts(
    nodes,
    bodies.map((body, index): RunEvent => ({ v: 1, seq: index + 1, epoch: 1, ...body })),
  );
}

function fact(nodeId: string, more: Partial<NodeFact>): NodeFact {
  return {
    nodeId,
    nodeType: `type-${nodeId}`,
    nodeHash: `hash-${nodeId}`,
    isContainer: nodeId === "row",
    steps: 1,
    kept: 0,
    failed: 0,
    attempts: 1,
    ms: 0,
    waitMs: 0,
    costUsd: null,
    tokens: 0,
    outcome: "succeeded",
    errorCode: null,
    errorCodes: [],
    handles: { out: 1 },
    ...more,
  };
}

test("attempts are work, what lies between them is not", () => {
  const step = { stepKey: "ask" };
  expect(
    factsOf(
      { type: "step.started", at: 100, attempt: 1, ...step },
      { type: "step.retrying", at: 150, attempt: 1, error: failure, dueAt: 1_150, ...step },
      { type: "step.succeeded", at: 1_190, attempt: 2, startedAt: 1_160, output, usage, handle: "yes", ...step },
    ),
  ).toEqual([fact("ask", { attempts: 2, ms: 80, costUsd: 0.25, tokens: 15, handles: { yes: 1 } })]);
});

test("a wait is no work, and the work after its answer is", () => {
  const step = { stepKey: "ask" };
  expect(
    factsOf(
      { type: "step.waiting", at: 20, startedAt: 10, attempt: 1, for: "person", dueAt: null, ...step },
      { type: "step.resumed", at: 5_020, by: "person", ...step },
      { type: "step.failed", at: 5_027, attempt: 1, error: failure, handled: "branch", ...step },
    ),
  ).toEqual([
    fact("ask", {
      failed: 1,
      ms: 17,
      waitMs: 5_000,
      outcome: "failed",
      errorCode: "HTTP_500",
      errorCodes: ["HTTP_500"],
      handles: { error: 1 },
    }),
  ]);
});

test("the steps of a node in all iterations are one fact, with each code once", () => {
  const ended = (index: number): Pick<Extract<EventBody, { type: "step.failed" }>, "stepKey" | "attempt"> => ({
    stepKey: `row[${index}]/cell`,
    attempt: 1,
  });
  expect(
    factsOf(
      { type: "scope.opened", at: 0, stepKey: "row", attempt: 1, startedAt: 0, count: 4 },
      { type: "step.failed", at: 5, startedAt: 1, error: failure, handled: "fail", ...ended(0) },
      { type: "step.failed", at: 7, startedAt: 1, error: failure, handled: "fail", ...ended(1) },
      { type: "step.failed", at: 8, startedAt: 1, error: { ...failure, code: "GONE" }, handled: "fail", ...ended(2) },
      { type: "step.succeeded", at: 9, startedAt: 1, output, ...ended(3) },
      { type: "step.succeeded", at: 12, stepKey: "row", attempt: 1, output },
    ),
  ).toEqual([
    fact("row", { ms: 12 }),
    fact("cell", {
      steps: 4,
      attempts: 4,
      failed: 3,
      ms: 25,
      outcome: "failed",
      errorCode: "HTTP_500",
      errorCodes: ["HTTP_500", "GONE"],
    }),
  ]);
});

test("what was kept from another run, cached, skipped or never began takes nothing", () => {
  expect(
    factsOf(
      { type: "step.reused", at: 1, stepKey: "ask", from: { runId: "r", seq: 3 }, output, usage, handle: "no" },
      {
        type: "step.succeeded",
        at: 9,
        startedAt: 2,
        stepKey: "agent",
        attempt: 1,
        output,
        usage,
        cached: { runId: "r", at: 0 },
      },
      { type: "step.skipped", at: 9, stepKey: "search" },
      { type: "step.failed", at: 9, stepKey: "cell", attempt: 0, error: failure, handled: "fail" },
      { type: "step.succeeded", at: 9, stepKey: "unknown", attempt: 1, output },
    ),
  ).toEqual([
    fact("ask", { steps: 0, attempts: 0, kept: 1, handles: { no: 1 } }),
    fact("agent", { steps: 0, attempts: 0, kept: 1 }),
    fact("search", { steps: 0, attempts: 0, outcome: "skipped", handles: {} }),
    fact("cell", {
      steps: 0,
      attempts: 0,
      failed: 1,
      outcome: "failed",
      errorCode: "HTTP_500",
      errorCodes: ["HTTP_500"],
      handles: {},
    }),
  ]);
});

test("an agent's turns cost its node, a tool is a node of its own, and nobody works while a person is asked", () => {
  const own = { parentKey: "agent", effect: "repeatable" } as const;
  expect(
    factsOf(
      { type: "step.started", at: 0, stepKey: "agent", attempt: 1 },
      { type: "step.asked", at: 1, stepKey: "agent#turn.1", kind: "own", ...own },
      { type: "step.succeeded", at: 11, startedAt: 1, stepKey: "agent#turn.1", attempt: 1, output, usage },
      { type: "step.asked", at: 12, stepKey: "agent#call.1", kind: "tool", nodeId: "search", ...own },
      { type: "step.succeeded", at: 32, startedAt: 12, stepKey: "agent#call.1", attempt: 1, output },
      { type: "step.asked", at: 40, stepKey: "agent#person.1", kind: "wait", ...own },
      { type: "step.asked", at: 40, stepKey: "agent#person.2", kind: "wait", ...own },
      { type: "step.waiting", at: 40, stepKey: "agent#person.1", attempt: 1, for: "person", dueAt: null },
      { type: "step.waiting", at: 60, stepKey: "agent#person.2", attempt: 1, for: "person", dueAt: null },
      { type: "step.resumed", at: 1_000, stepKey: "agent#person.1", by: "person" },
      { type: "step.resumed", at: 2_040, stepKey: "agent#person.2", by: "person" },
      { type: "step.succeeded", at: 2_050, stepKey: "agent", attempt: 1, output },
    ),
  ).toEqual([fact("agent", { ms: 50, waitMs: 2_000, costUsd: 0.25, tokens: 15 }), fact("search", { ms: 20 })]);
});

test("what a cancel cut short is counted up to there", () => {
  expect(
    factsOf(
      { type: "step.started", at: 0, stepKey: "ask", attempt: 1 },
      { type: "step.cancelled", at: 30, stepKey: "ask" },
      { type: "step.succeeded", at: 40, stepKey: "ask", attempt: 1, output },
    ),
  ).toEqual([fact("ask", { ms: 30, outcome: "cancelled", handles: {} })]);
});
