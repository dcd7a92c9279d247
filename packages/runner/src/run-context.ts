import type { RunState, StepDelta } from "@orrery/engine";
import type { CallDesk } from "./call-desk.ts";
import type { Maybe } from "./maybe.ts";
import type { PreparedPlan } from "./prepared-plan.ts";
import type { RunValues } from "./run-values.ts";
import type { StepMeans } from "./step-context.ts";

/** What performing the work of one run needs. */
export interface RunContext {
  readonly runId: string;
  readonly prepared: PreparedPlan;
  readonly values: RunValues;
  readonly means: StepMeans;
  readonly state: () => RunState;
  /** Where model calls ask for room in the run's budget. */
  readonly calls: CallDesk;
  readonly sendDelta: (delta: StepDelta) => void;
  /** Who sent a command; empty where that is not known any more. */
  readonly authorOf: (commandId: string | null) => Maybe<string>;
}
