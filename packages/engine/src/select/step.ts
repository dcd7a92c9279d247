import type { EventError, ValueRef, WaitFor } from "../events.ts";
import { visibleStepKey } from "../plan-index.ts";
import type { RunState, StepRecord } from "../state/run-state.ts";
import type { StepStatus } from "../step-status.ts";

/** The state a step is in; `idle` where its turn has not come, and for good where its scope ended before. */
export function stepStatus(state: RunState, stepKey: string): StepStatus {
  return state.steps.get(stepKey)?.status ?? "idle";
}

/** Whether the step was passed by because its node is switched off. */
export function isOff(state: RunState, stepKey: string): boolean {
  return state.steps.get(stepKey)?.bypassed === true;
}

/** All that the log says of a step: attempt, times, values, error; null while it is idle. */
export function stepOf(state: RunState, stepKey: string): Readonly<StepRecord> | null {
  return state.steps.get(stepKey) ?? null;
}

/** What an expression in a scope finds under a node's name. Both null: the node did not run, or is not visible there. */
export interface NodeReading {
  readonly output: ValueRef | null;
  /** Bound where the node failed and its policy handled it. */
  readonly error: EventError | null;
}

const ABSENT: NodeReading = { output: null, error: null };

/** Reads `nodeId` as an expression in the scope `scopeKey` does: in the same scope or one around it. */
export function nodeReading(state: RunState, scopeKey: string, nodeId: string): NodeReading {
  const key = visibleStepKey(state.index, scopeKey, nodeId);
  const step = key === null ? undefined : state.steps.get(key);
  if (step === undefined) return ABSENT;
  if (step.status === "succeeded") return { output: step.output, error: null };
  if (step.status === "failed") return { output: null, error: step.error };
  return ABSENT;
}

export interface Wait {
  readonly stepKey: string;
  readonly nodeId: string;
  readonly attempt: number;
  readonly for: WaitFor;
  /** A person is to say whether it is made again: the step was caught by a crash (`settle`, not `answer`). */
  readonly what?: "uncertain";
  /** Epoch ms; of a person's wait its expiry. */
  readonly dueAt: number | null;
  readonly show: ValueRef | null;
}

/** The steps that wait for a person or a time, in the order in which they began to. */
export function waits(state: RunState): Wait[] {
  const found: Wait[] = [];
  for (const stepKey of state.waiting) {
    const step = state.steps.get(stepKey);
    if (step === undefined) continue;
    const { nodeId, attempt, dueAt, show } = step;
    if (step.status === "uncertain") {
      found.push({ stepKey, nodeId, attempt, for: "person", what: "uncertain", dueAt: null, show: null });
      continue;
    }
    if (step.waitFor === null) continue;
    found.push({ stepKey, nodeId, attempt, for: step.waitFor, dueAt, show });
  }
  return found;
}
