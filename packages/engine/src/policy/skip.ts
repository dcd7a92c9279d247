import type { Folding } from "../fold/folding.ts";
import { createStep, setActive, setStatus } from "../fold/step-records.ts";
import type { IndexedNode } from "../plan-index.ts";
import type { ScopeRecord } from "../state/run-state.ts";
import { childKey } from "../step-key.ts";
import { joinVerdict } from "./join.ts";
import { loseRest } from "./lose.ts";
import { makeSkip, SETTLED, settleJoin } from "./settle-join.ts";

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
    const before = scope.arrived[slot] ?? 0;
    if (before === SETTLED) continue;
    const arrived = before + 1;
    const fired = (scope.fired[slot] ?? 0) + (edge.handle === left.handle ? 1 : 0);
    scope.arrived[slot] = arrived;
    scope.fired[slot] = fired;
    const verdict = joinVerdict(node.join, { total: arriving, arrived, fired });
    if (verdict === "start") makeReady(folding, scope, edge.target, left.node);
    else if (verdict === "skip") makeSkip(folding, scope, edge.target);
    else if (verdict === "unmet") makeUnmet(folding, scope, edge.target);
  }
}

/**
 * The step's join is met, by the end of the step `after`: it may start, as soon as its scope has its slots. One that is
 * switched off is passed by.
 */
export function makeReady(folding: Folding, scope: ScopeRecord, node: IndexedNode, after?: IndexedNode): void {
  settleJoin(folding, scope, node);
  if (node.losers.length > 0) loseRest(folding, scope, node, after);
  if (node.node.disabled === true) {
    makeSkip(folding, scope, node, folding.state.agenda.bypass);
    return;
  }
  const step = createStep(folding, scope, node);
  setStatus(folding, step, "queued");
  setActive(folding, step, true);
  scope.open.add(step.key);
  if (scope.live) folding.state.agenda.ready.add(step.key);
  else scope.parked.add(step.key);
}

/** The step's join cannot be met any more: `decide` writes its failure. */
function makeUnmet(folding: Folding, scope: ScopeRecord, node: IndexedNode): void {
  const key = childKey(scope.key, node.node.id);
  settleJoin(folding, scope, node);
  scope.unmet.add(key);
  scope.active += 1;
  folding.unsettled.add(scope);
  folding.state.agenda.unmet.add(key);
}
