import { type RunState, runOutputs } from "@orrery/engine";
import type { SharedStepValues, SharedValue } from "../shared-run.ts";

/** What a run was given and gave; `value` is undefined where that is not shared. */
export interface RunValues {
  readonly input: SharedValue | undefined;
  /** One for each place that gave something, in the plan's order; none before. */
  readonly outputs: readonly { readonly nodeId: string; readonly value: SharedValue | undefined }[];
  /** What the error said that ended it, where that is shared. */
  readonly error: SharedValue | undefined;
}

/**
 * The values of the run as a whole at a moment, from those of its steps that are shared: its input is that of the step it
 * entered by, its outputs are those of its output nodes.
 */
export function runValues(state: RunState, valuesOf: (stepKey: string) => SharedStepValues): RunValues {
  const entries = [...state.index.nodes.values()]
    .filter(({ node }) => node.role === "entry")
    .map(({ node }) => node.id);
  const entered = state.started?.entry ?? entries.find((id) => state.steps.has(id));
  const failedAt = state.end?.stepKey ?? null;
  return {
    input: entered === undefined || state.started === null ? undefined : valuesOf(entered).input,
    outputs: runOutputs(state).outputs.map(({ nodeId }) => ({ nodeId, value: valuesOf(nodeId).output })),
    error: failedAt === null ? undefined : valuesOf(failedAt).error,
  };
}
