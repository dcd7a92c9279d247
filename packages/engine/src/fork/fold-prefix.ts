import type { RunEvent } from "../events.ts";
import { fold } from "../fold/fold.ts";
import type { PlanIndex } from "../plan-index.ts";
import { initialState, type RunState } from "../state/run-state.ts";

/**
 * The state of a run as it was at event `seq`.
 * @param read gives the events after a number, in order, some of them at a time; none at the end of the log.
 * Null where the log is shorter.
 */
export async function foldPrefix(
  index: PlanIndex,
  read: (after: number) => Promise<readonly RunEvent[]>,
  seq: number,
): Promise<RunState | null> {
  const state = initialState(index);
  while (state.seq < seq) {
    const events = (await read(state.seq)).filter((event) => event.seq <= seq);
    if (events.length === 0) return null;
    fold(state, events);
  }
  return state;
}
