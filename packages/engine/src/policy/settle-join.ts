import type { Folding } from "../fold/folding.ts";
import { childrenOf, type IndexedNode } from "../plan-index.ts";
import type { RunState, ScopeRecord } from "../state/run-state.ts";
import { childKey, nodeIdOf } from "../step-key.ts";
import { deadlineOf } from "./join.ts";

/** Stands in `ScopeRecord.arrived` for a step that edges can no longer change. */
export const SETTLED = -1;

/** What becomes of the step is settled: edges that arrive later, and its deadline, mean nothing any more. */
export function settleJoin(folding: Folding, scope: ScopeRecord, { node, slot }: IndexedNode): void {
  scope.arrived[slot] = SETTLED;
  if (deadlineOf(node.join) !== null) folding.state.timers.delete(childKey(scope.key, node.id));
}

/** The step will not run: `decide` writes that down, and skipping goes on from there. Needs no slot. */
export function makeSkip(
  folding: Folding,
  scope: ScopeRecord,
  node: IndexedNode,
  agenda: Set<string> = folding.state.agenda.skip,
): void {
  const key = childKey(scope.key, node.node.id);
  if (scope.skipping.has(key)) return;
  settleJoin(folding, scope, node);
  scope.skipping.add(key);
  scope.active += 1;
  folding.unsettled.add(scope);
  agenda.add(key);
}

/** What becomes of joins with a deadline is settled at last so long after the start of their scope. */
export function setDeadlines({ state }: Folding, scope: ScopeRecord, startedAt: number): void {
  const containerId = scope.containerKey === null ? null : nodeIdOf(scope.containerKey);
  for (const { stepId, slot, afterMs } of state.index.deadlines.get(containerId) ?? [])
    if (scope.arrived[slot] !== SETTLED) state.timers.set(childKey(scope.key, stepId), startedAt + afterMs);
}

/** The run's entry has ended. No deadline passes before that: what it gives can be read everywhere. */
export function enterRun(folding: Folding, scope: ScopeRecord | undefined): void {
  const { started, index, steps } = folding.state;
  if (scope === undefined || scope.doom !== null || started === null || !index.deadlines.has(null)) return;
  const entries = childrenOf(index, null).filter(({ node }) => node.role === "entry");
  if (entries.every(({ node }) => steps.get(node.id)?.endedAt != null)) setDeadlines(folding, scope, started.at);
}

/** Skips and unmet joins to come do not come any more, nor do deadlines. */
export function forgetSettled(state: RunState, scope: ScopeRecord): void {
  for (const key of scope.skipping) {
    state.agenda.skip.delete(key);
    state.agenda.bypass.delete(key);
  }
  for (const key of scope.unmet) state.agenda.unmet.delete(key);
  scope.active -= scope.skipping.size + scope.unmet.size;
  scope.skipping.clear();
  scope.unmet.clear();
  const containerId = scope.containerKey === null ? null : nodeIdOf(scope.containerKey);
  for (const { stepId } of state.index.deadlines.get(containerId) ?? []) {
    const key = childKey(scope.key, stepId);
    if (!state.steps.has(key)) state.timers.delete(key);
  }
}
