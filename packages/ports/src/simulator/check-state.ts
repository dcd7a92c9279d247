import { fold, initialState, type RunState, STATE_VERSION, stateFromJson, stateToJson } from "@orrery/engine";
import { type SimWorld, storedRows } from "./sim-world.ts";

/** After a write: what the executor holds = the fold of the stored rows from zero = the last snapshot and the tail. */
export function checkState(world: SimWorld, held: RunState): void {
  const rows = storedRows(world);
  const zero = initialState(held.index);
  fold(zero, rows);
  const expected = JSON.stringify(stateToJson(zero));
  if (JSON.stringify(stateToJson(held)) !== expected)
    world.problems.add(`at ${rows.length}: the executor's state is not the fold of the log`);
  const snapshots = world.store.tables.runs.get(world.runId)?.snapshots ?? [];
  const snapshot = snapshots.findLast((candidate) => candidate.version === STATE_VERSION);
  const resumed = stateFromJson(held.index, structuredClone(snapshot?.state));
  if (resumed === null) return;
  fold(resumed, rows);
  if (JSON.stringify(stateToJson(resumed)) !== expected)
    world.problems.add(`at ${rows.length}: snapshot and tail are not the fold of the log`);
}
