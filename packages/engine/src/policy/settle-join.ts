import type { Folding } from "../fold/folding.ts";
import type { IndexedNode } from "../plan-index.ts";
import type { ScopeRecord } from "../state/run-state.ts";
import { childKey } from "../step-key.ts";
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
