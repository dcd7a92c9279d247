import type { EventBody, RunCommand, ValueRef } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { AppendRequest, NewValue, RunRowCache, ValueKind } from "../ports.ts";

const bound = { max: 1, unboundedBy: [], perItem: {} };

/** The plan of the suite's runs: one entry, nothing else. */
export const samplePlan: Plan = {
  schema: "orrery.plan/v1",
  hash: "c".repeat(64),
  name: "Conformance",
  nodes: [],
  edges: [],
  inputSchema: { type: "object" },
  budget: { maxSteps: 100, maxWallMs: 60_000 },
  capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
  bounds: { steps: bound, modelCalls: bound, tokens: bound, usd: bound, wallMs: bound },
  singleOutput: true,
};

export const runningRow: RunRowCache = {
  status: "running",
  waits: 0,
  outputValueId: null,
  errorCode: null,
  startedAt: 1_000,
  endedAt: null,
};

export const endedRow: RunRowCache = { ...runningRow, status: "cancelled", endedAt: 2_000 };

/** A value with its JSON text. */
export function sampleValue(id: string, json: string, kind: ValueKind = "json"): NewValue {
  return { id, kind, json, labels: { i: "U", c: [] } };
}

export function refTo(value: NewValue): ValueRef {
  return { id: value.id, bytes: value.json.length };
}

export function startCommand(id: string, input: ValueRef): RunCommand {
  return { id, kind: "start", by: "conformance", input, planHash: samplePlan.hash, entry: null };
}

/** `count` facts that need nothing else. */
export function sampleEvents(count: number, from = 1): EventBody[] {
  return Array.from({ length: count }, (_, place) => ({
    type: "step.skipped",
    at: 1_000 + from + place,
    stepKey: `n${from + place}`,
  }));
}

/** An append of plain events; what it leaves out is the plainest there is. */
export function appendOf(
  run: { readonly runId: string; readonly epoch: number; readonly lastSeq: number },
  given: Partial<Pick<AppendRequest, "events" | "values" | "handled" | "row" | "copied" | "cache">>,
): AppendRequest {
  const { runId, epoch, lastSeq } = run;
  return { runId, epoch, lastSeq, events: [], values: [], handled: new Map(), row: runningRow, ...given };
}
