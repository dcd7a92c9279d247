import type { EventBody } from "./events.ts";
import { nodeOf } from "./plan-index.ts";
import { isLosing } from "./policy/lose.ts";
import { INTERRUPTED } from "./policy/retry.ts";
import { effectOf, handlingOf } from "./policy/sub-steps.ts";
import { asks } from "./policy/uncertain.ts";
import { isUndoing } from "./policy/undo.ts";
import type { RunState, StepRecord } from "./state/run-state.ts";

/** The error of a step of effect `once` that a crash caught between start and end, under `onUncertain: "fail"`. */
export const UNCERTAIN = { code: "UNCERTAIN", class: "permanent" } as const;

/**
 * What a new owner of the run appends before anything else. Attempts that were under way are lost: a step whose effect may
 * happen again is made again at once; one of effect `once` becomes uncertain, and its policy says what follows. Steps in
 * scopes that are ending, and those that lead only to a join that went without them, are left to `decide`, which cancels them. All else (containers not opened, answered waits,
 * collecting, closing) follows from the state and is decided anew. So does a step with sub-steps: it is run
 * again from its beginning, and those of its sub-steps that were under way are treated here like any step.
 */
export function recover(state: RunState, now: number): EventBody[] {
  const events: EventBody[] = [];
  for (const key of state.running) {
    const step = state.steps.get(key);
    if (step === undefined || isLosing(state, key)) continue;
    if (state.scopes.get(step.scopeKey)?.doom !== null && !isUndoing(state, key)) continue;
    events.push(...recoverStep(state, step, now));
  }
  return events;
}

function recoverStep(state: RunState, step: StepRecord, at: number): EventBody[] {
  const { policy } = nodeOf(state.index, step.nodeId).node;
  const effect = effectOf(state, step);
  const { key: stepKey, attempt } = step;
  const again: EventBody = { type: "step.retrying", at, stepKey, attempt, error: INTERRUPTED, dueAt: at };
  // Going on after a wait repeats nothing that was durable before it.
  if (effect !== "once") return step.resumed ? [] : [again];
  const uncertain: EventBody[] = step.status === "uncertain" ? [] : [{ type: "step.uncertain", at, stepKey, attempt }];
  if (asks(state, step)) return uncertain;
  if (policy.onUncertain === "retry") return [...uncertain, again];
  return [
    ...uncertain,
    { type: "step.failed", at, stepKey, attempt, error: UNCERTAIN, handled: handlingOf(state, step) },
  ];
}
