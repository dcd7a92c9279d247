import type { RunEvent } from "../events.ts";
import { nodeOf } from "../plan-index.ts";
import { doomContainer } from "../policy/cancel.ts";
import { failsWithIteration, isComplete } from "../policy/loop.ts";
import { beginEarly, emptyScope, grantSlots, refreshContainer, releaseSlot } from "../policy/scope.ts";
import type { ContainerRecord } from "../state/run-state.ts";
import { iterationKey } from "../step-key.ts";
import { isEnded } from "../step-status.ts";
import type { Folding } from "./folding.ts";
import { beginUnlessBegun } from "./step-life.ts";
import { setStatus } from "./step-records.ts";

type Opened = Extract<RunEvent, { type: "scope.opened" }>;
type Finished = Extract<RunEvent, { type: "scope.finished" }>;

export function applyScopeEvent(folding: Folding, event: Opened | Finished): void {
  if (event.type === "scope.opened") openContainer(folding, event);
  else finishIteration(folding, event);
}

function openContainer(folding: Folding, event: Opened): void {
  const { state } = folding;
  if (event.from !== undefined) beginEarly(folding, event.stepKey);
  const step = state.steps.get(event.stepKey);
  if (step === undefined || isEnded(step.status) || state.containers.has(step.key)) return;
  beginUnlessBegun(folding, step, event);
  state.agenda.open.delete(step.key);
  setStatus(folding, step, "running");
  const container: ContainerRecord = {
    key: step.key,
    count: event.count,
    state: event.state ?? null,
    done: false,
    next: 0,
    results: new Map(),
    failed: 0,
    open: new Set(),
    holders: new Set(),
    wanting: new Set(),
    dormant: 0,
    failing: null,
    failingAt: null,
  };
  state.containers.set(step.key, container);
  if (event.count === 0) state.agenda.close.add(step.key);
  else grantSlots(folding, container);
}

function finishIteration(folding: Folding, event: Finished): void {
  const { state } = folding;
  const container = state.containers.get(event.stepKey);
  if (container === undefined || container.results.has(event.index)) return;
  if (!container.open.has(event.index) && (event.from === undefined || event.index >= container.count)) return;
  const key = iterationKey(container.key, event.index);
  const scope = state.scopes.get(key);
  if (scope !== undefined) {
    if (event.from !== undefined) emptyScope(folding, scope);
    releaseSlot(folding, scope);
    if (scope.dormant) container.dormant -= 1;
  }
  state.scopes.delete(key);
  state.agenda.collect.delete(key);
  if (state.agenda.doomed.size > 0) state.agenda.doomed.delete(key);
  container.open.delete(event.index);
  container.results.set(event.index, { value: event.value ?? null, error: event.error ?? null });
  folding.touched.add(container.key);
  if (event.error !== undefined) failIteration(folding, container, event.error);
  if (event.done === true) container.done = true;
  if (isComplete(container) && container.failing === null) state.agenda.close.add(container.key);
  grantSlots(folding, container);
  refreshContainer(folding, container);
}

function failIteration(folding: Folding, container: ContainerRecord, error: NonNullable<Finished["error"]>): void {
  const { state } = folding;
  container.failed += 1;
  const step = state.steps.get(container.key);
  const shape = step && nodeOf(state.index, step.nodeId).node.container;
  if (shape == null || !failsWithIteration(shape) || container.failing !== null) return;
  // Inside a scope that is ending anyway, the container is cancelled with it.
  if (step === undefined || state.scopes.get(step.scopeKey)?.doom !== null) return;
  container.failing = error;
  doomContainer(folding, container);
}
