import type { EventError, SubStepKind, UsageFigures, ValueRef, WaitFor } from "../events.ts";
import type { RunState, StepRecord } from "../state/run-state.ts";
import type { StepStatus } from "../step-status.ts";

/** One sub-step as people see it. Times are epoch ms. */
export interface SubStep {
  readonly stepKey: string;
  /** Its name within its parent: `turn.3`, `turn.3#call.1`. */
  readonly name: string;
  readonly kind: SubStepKind;
  /** Of a tool: the node that is called; otherwise the node of its parent. */
  readonly nodeId: string;
  readonly status: StepStatus;
  readonly attempt: number;
  readonly askedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly usage: UsageFigures | null;
  readonly model: string | null;
  /** Also of an attempt that is to be made again. */
  readonly error: EventError | null;
  /** What is done; of a tool its arguments. */
  readonly input: ValueRef | null;
  readonly output: ValueRef | null;
  readonly waitFor: WaitFor | null;
  /** What a person is asked about. */
  readonly show: ValueRef | null;
  /** What a person, or a call from outside, has answered. */
  readonly answer: ValueRef | null;
  /** When a retry, or the end of a wait, is due. */
  readonly dueAt: number | null;
  /** It has sub-steps of its own. */
  readonly hasSubSteps: boolean;
}

/** The sub-steps that a step has asked for, in their order; of a tool that has some itself, ask with its key. */
export function subStepsOf(state: RunState, stepKey: string): SubStep[] {
  const keys = state.steps.get(stepKey)?.subKeys ?? [];
  return keys.flatMap((key) => {
    const step = state.steps.get(key);
    return step === undefined ? [] : (toSubStep(step) ?? []);
  });
}

function toSubStep(step: StepRecord): SubStep | null {
  const { sub, key: stepKey } = step;
  if (sub === null) return null;
  const { nodeId, status, attempt, startedAt, endedAt, usage, model, error, output } = step;
  const { waitFor, show, answer, dueAt } = step;
  const { kind, askedAt, input } = sub;
  const name = stepKey.slice(sub.parentKey.length + 1);
  const own = { stepKey, name, kind, nodeId, status, attempt, askedAt, startedAt, endedAt, input };
  const hasSubSteps = step.subKeys !== null && step.subKeys.length > 0;
  return { ...own, usage, model, error, output, waitFor, show, answer, dueAt, hasSubSteps };
}
