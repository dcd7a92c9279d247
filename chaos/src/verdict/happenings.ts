import type { RunEvent } from "@orrery/engine";

/** How often what the drawings and the people of chaos are for took place, so that a promise is not kept by idleness. */
export interface Happenings {
  /** Runs that were forked, and the steps and iterations that they kept. */
  forks: number;
  kept: number;
  pauses: number;
  /** Results taken from the cache. */
  cached: number;
  /** Steps that were undone. */
  undone: number;
  /** Steps of which nobody knew whether they took effect. */
  uncertain: number;
  /** Steps that were told to stop because a join went without them, or a run was cancelled or failed. */
  cut_off: number;
}

export function noHappenings(): Happenings {
  return { forks: 0, kept: 0, pauses: 0, cached: 0, undone: 0, uncertain: 0, cut_off: 0 };
}

/** Adds what happened in one run. */
export function countHappenings(sum: Happenings, log: readonly RunEvent[]): void {
  for (const event of log) {
    if (event.type === "run.started" && event.forkOf !== undefined) sum.forks += 1;
    else if (event.type === "step.reused") sum.kept += 1;
    else if (event.type === "scope.finished" && event.from !== undefined) sum.kept += 1;
    else if (event.type === "run.paused") sum.pauses += 1;
    else if (event.type === "step.succeeded" && event.cached !== undefined) sum.cached += 1;
    else if (event.type === "run.failed") sum.undone += event.undone ?? 0;
    else if (event.type === "step.uncertain") sum.uncertain += 1;
    else if (event.type === "step.cancelled") sum.cut_off += 1;
  }
}
