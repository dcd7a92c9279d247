import type { Folding } from "../fold/folding.ts";
import { forgetStep, withdrawStep } from "../fold/step-records.ts";
import type { ContainerRecord, Doom, ScopeRecord } from "../state/run-state.ts";
import { iterationKey } from "../step-key.ts";
import { forgetSettled } from "./settle-join.ts";
import { condemnSubSteps } from "./sub-steps.ts";

/**
 * The scope comes to an early end. Nothing in it starts any more: queued steps are forgotten, timers and answers taken
 * back, and the same in every scope inside. What has started stays open until `decide` has cancelled it.
 */
export function doomScope(folding: Folding, scope: ScopeRecord, doom: Doom): void {
  if (scope.doom !== null) return;
  // A run that is to end early is no longer paused.
  if (scope.containerKey === null) Object.assign(folding.state.control, { pause: null, pauseFor: null });
  condemn(folding, scope, doom);
  folding.state.agenda.doomed.add(scope.key);
}

/** An iteration's error ends its container: all its other iterations end with it. */
export function doomContainer(folding: Folding, container: ContainerRecord): void {
  if (container.failing === null) return;
  const { state } = folding;
  state.agenda.failing.add(container.key);
  container.failingAt = state.at;
  const doom: Doom = { cause: "step", error: container.failing, stepKey: container.key, at: state.at, hard: false };
  condemnIterations(folding, container, doom);
}

function condemn(folding: Folding, scope: ScopeRecord, doom: Doom): void {
  const { state } = folding;
  scope.doom = { ...doom };
  state.agenda.doomed.delete(scope.key);
  state.agenda.collect.delete(scope.key);
  forgetSettled(state, scope);
  folding.unsettled.add(scope);
  for (const key of [...scope.open]) {
    const step = state.steps.get(key);
    if (step === undefined) continue;
    if (step.startedAt === null) forgetStep(folding, step);
    else withdrawStep(folding, step);
    condemnSubSteps(folding, key);
    state.agenda.failing.delete(key);
    state.agenda.lose.delete(key);
    const container = state.containers.get(key);
    if (container !== undefined) condemnIterations(folding, container, doom);
  }
}

/** The same for every scope inside a container. */
export function condemnIterations(folding: Folding, container: ContainerRecord, doom: Doom): void {
  container.wanting.clear();
  for (const index of container.open) {
    const scope = folding.state.scopes.get(iterationKey(container.key, index));
    if (scope !== undefined) condemn(folding, scope, doom);
  }
}
