import type { Folding } from "../fold/folding.ts";
import { createStep, setActive, setStatus } from "../fold/step-records.ts";
import type { IndexedNode } from "../plan-index.ts";
import type { ScopeRecord } from "../state/run-state.ts";
import { childKey } from "../step-key.ts";
import { joinVerdict } from "./join.ts";

/** The handle that an error takes, and the one a step takes that names none. */
export const ERROR_HANDLE = "error";
export const OUT_HANDLE = "out";

/**
 * A step has ended: its edges at `handle` fire, its other edges die; null: all die. What that makes of the targets is
 * theirs to join: ready, to be skipped, or still waiting.
 */
export function leaveStep(
  folding: Folding,
  scope: ScopeRecord,
  left: { readonly node: IndexedNode; readonly handle: string | null },
): void {
  for (const edge of left.node.leaving) {
    const { slot, arriving, node } = edge.target;
    const arrived = (scope.arrived[slot] ?? 0) + 1;
    const fired = (scope.fired[slot] ?? 0) + (edge.handle === left.handle ? 1 : 0);
    scope.arrived[slot] = arrived;
    scope.fired[slot] = fired;
    const verdict = joinVerdict(node.join, { total: arriving, arrived, fired });
    if (verdict === "start") makeReady(folding, scope, edge.target);
    else if (verdict === "skip") makeSkip(folding, scope, edge.target);
  }
}

/** The step may start, as soon as its scope has its slots. */
export function makeReady(folding: Folding, scope: ScopeRecord, node: IndexedNode): void {
  const step = createStep(folding, scope, node);
  setStatus(folding, step, "queued");
  setActive(folding, step, true);
  scope.open.add(step.key);
  if (scope.live) folding.state.agenda.ready.add(step.key);
  else scope.parked.add(step.key);
}

/** The step will not run: `decide` writes that down, and skipping goes on from there. Needs no slot. */
export function makeSkip(folding: Folding, scope: ScopeRecord, node: IndexedNode): void {
  const key = childKey(scope.key, node.node.id);
  if (scope.skipping.has(key)) return;
  scope.skipping.add(key);
  scope.active += 1;
  folding.unsettled.add(scope);
  folding.state.agenda.skip.add(key);
}
