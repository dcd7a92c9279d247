import type { Folding } from "../fold/folding.ts";
import { forgetStep, withdrawStep } from "../fold/step-records.ts";
import type { IndexedNode } from "../plan-index.ts";
import type { Doom, RunState, ScopeRecord, StepRecord } from "../state/run-state.ts";
import { childKey, planStepKeyOf } from "../step-key.ts";
import { condemnIterations } from "./cancel.ts";
import { makeSkip } from "./settle-join.ts";
import { condemnSubSteps } from "./sub-steps.ts";

/*
 * A join with `cancelRest` has started: what leads only to it is not needed any more. Its steps that never started are
 * skipped. Those that have started *lose*: nothing they still give is accepted, and `decide` cancels them, the inside of a
 * container first. Their edges lead nowhere that is not settled.
 */

/** `last` is the step whose end has met the join; it is just ending. */
export function loseRest(folding: Folding, scope: ScopeRecord, join: IndexedNode, last?: IndexedNode): void {
  const { state } = folding;
  for (const loser of join.losers) {
    if (loser === last) continue;
    const step = state.steps.get(childKey(scope.key, loser.node.id));
    if (step === undefined) {
      if (!isSettling(scope, loser)) makeSkip(folding, scope, loser);
    } else if (step.endedAt === null) {
      if (step.startedAt === null) {
        forgetStep(folding, step);
        makeSkip(folding, scope, loser);
      } else lose(folding, step);
    }
  }
}

/** True for a step that is being cancelled because the join it led to has started without it. */
export function isLosing(state: RunState, stepKey: string): boolean {
  return state.agenda.lose.size > 0 && state.agenda.lose.has(planStepKeyOf(stepKey));
}

function isSettling(scope: ScopeRecord, { node }: IndexedNode): boolean {
  const key = childKey(scope.key, node.id);
  return scope.skipping.has(key) || scope.unmet.has(key);
}

function lose(folding: Folding, step: StepRecord): void {
  const { state } = folding;
  withdrawStep(folding, step);
  step.losesAt = state.at;
  state.agenda.lose.add(step.key);
  state.agenda.failing.delete(step.key);
  condemnSubSteps(folding, step.key);
  const container = state.containers.get(step.key);
  if (container === undefined) return;
  const doom: Doom = { cause: "step", error: null, stepKey: step.key, at: state.at, hard: false };
  condemnIterations(folding, container, doom);
}
