import {
  fold,
  initialState,
  nextWakeAt,
  type PlanIndex,
  type RunState,
  runFigures,
  stateFromJson,
  stateToJson,
} from "@orrery/engine";
import type { StoredRun } from "./stored-run.ts";

/** The state that a log folds to, and what does not agree with it. */
export interface StateCheck {
  /** Null where the log cannot be folded. */
  readonly state: RunState | null;
  readonly problems: readonly string[];
}

/** Holds the fold of the log from zero against the fold of its snapshot and tail, and against what lists show of the run. */
export function checkState(index: PlanIndex, run: StoredRun): StateCheck {
  try {
    const state = initialState(index);
    fold(state, run.log);
    const figures = runFigures(state);
    const problems: string[] = [];
    if (figures.status !== run.status) problems.push(`the log says ${figures.status}, the run's row ${run.status}`);
    if (figures.errorCode !== run.errorCode)
      problems.push(`the log says ${figures.errorCode}, the run's row ${run.errorCode}`);
    const resumed = run.snapshot === null ? null : stateFromJson(index, structuredClone(run.snapshot));
    if (resumed !== null) {
      fold(resumed, run.log.slice(resumed.seq));
      const isSame = JSON.stringify(stateToJson(resumed)) === JSON.stringify(stateToJson(state));
      if (!isSame) problems.push("the snapshot and the tail are not the fold of the log");
    }
    return { state, problems };
  } catch (error) {
    return {
      state: null,
      problems: [`the log cannot be folded: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
}

/** Whether a run that has not ended rightly rests: it only waits, nobody holds it, and nothing of it is overdue. */
export function restsRightly(run: StoredRun, state: RunState, now: number): boolean {
  const due = nextWakeAt(state);
  return run.status === "waiting" && run.owner === null && run.unanswered === 0 && (due === null || due > now);
}
