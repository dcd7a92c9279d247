import type { RunSubmission } from "@orrery/db/run-log";
import type { Json } from "@orrery/graph";
import { v7 as uuidv7 } from "uuid";
import { runGate } from "../run/run-gate.ts";
import type { PublishedTrigger } from "./published-trigger.ts";

export interface TriggerRun {
  readonly trigger: PublishedTrigger;
  readonly input: Json;
  readonly runId: string;
  /** Of the caller; the same one means the same run. */
  readonly key?: string | null;
  readonly owner?: string | null;
  readonly depth?: number;
  /** `traceparent` of the caller. */
  readonly trace?: string;
}

/**
 * A run of the published version that a trigger starts, ready for the database. Its input is untrusted. Throws `INVALID`
 * (`CONCURRENCY`) where the workflow limits its runs by a key that cannot be worked out for this input.
 */
export function triggerRun({
  trigger,
  input,
  runId,
  key = null,
  owner = null,
  depth = 0,
  trace,
}: TriggerRun): RunSubmission {
  const { plan, workspaceId, workflowId, name, version, drawingHash, nodeId: entry } = trigger;
  const json = JSON.stringify(input);
  const ref = { id: uuidv7(), bytes: Buffer.byteLength(json) };
  return {
    runId,
    workspaceId,
    workflowId,
    name,
    version,
    triggerId: trigger.id,
    depth,
    key,
    owner,
    ...runGate(plan, { workspaceId, workflowId, name, entry, input }),
    plan: { hash: plan.hash, json: null },
    drawing: { hash: drawingHash, json: null },
    startedBy: `trigger:${trigger.nodeId}`,
    command: {
      id: uuidv7(),
      payload: JSON.stringify({
        input: ref,
        planHash: plan.hash,
        entry,
        ...(depth > 0 && { depth }),
        ...(trace !== undefined && { trace }),
      }),
    },
    input: { id: ref.id, kind: "json", json, labels: { i: "U", c: [] } },
  };
}
