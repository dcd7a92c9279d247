import { parseStepKey, type RunState, type StepRecord } from "@orrery/engine";

/**
 * A step that failed without failing the run: `branch` and `continue` by its own policy, `left-out` by the container whose
 * item it was, `retry` where a later attempt succeeded.
 */
export interface HandledFailure {
  readonly step: Readonly<StepRecord>;
  readonly by: "branch" | "continue" | "left-out" | "retry";
}

/** The failures of a run that something made good, in the order in which those steps ended. Work is linear in its steps. */
export function handledFailures(state: RunState): readonly HandledFailure[] {
  const found: HandledFailure[] = [];
  for (const step of state.steps.values()) {
    const by = step.sub === null ? handledBy(step, state) : null;
    if (by !== null) found.push({ step, by });
  }
  return found.sort((one, other) => (one.step.endSeq ?? 0) - (other.step.endSeq ?? 0));
}

function handledBy(step: Readonly<StepRecord>, state: RunState): HandledFailure["by"] | null {
  if (step.status === "succeeded") return step.failures > 0 ? "retry" : null;
  if (step.status !== "failed") return null;
  if (step.handled === "branch" || step.handled === "continue") return step.handled;
  const containerKey = containerKeyOf(step.key);
  const container = containerKey === null ? undefined : state.steps.get(containerKey);
  // While the container still runs, its own end says what becomes of the item.
  return container?.status === "succeeded" ? "left-out" : null;
}

/** The key of the step whose iteration this one is in; null at the root. */
function containerKeyOf(stepKey: string): string | null {
  const path = parseStepKey(stepKey)?.path ?? [];
  const inner = path.at(-1);
  if (inner === undefined) return null;
  return path.slice(0, -1).reduceRight((key, { nodeId, index }) => `${nodeId}[${index}]/${key}`, inner.nodeId);
}
