import type { RunState, StepDelta } from "@orrery/engine";
import type { Json } from "@orrery/plan";
import type { ResultCache } from "@orrery/ports";
import type { CallDesk } from "./call-desk.ts";
import type { Maybe } from "./maybe.ts";
import type { PreparedPlan } from "./prepared-plan.ts";
import type { Lineage } from "./run-outbox.ts";
import type { RunValues } from "./run-values.ts";
import type { StepMeans } from "./step-context.ts";
import type { SubStepDesk } from "./sub-step-desk.ts";

/** What performing the work of one run needs. */
export interface RunContext {
  readonly runId: string;
  readonly workspaceId: string;
  readonly lineage: Lineage;
  /** Null where results are not kept. */
  readonly cache: ResultCache | null;
  /** A value of any run of the workspace. */
  readonly readOf: (runId: string, valueId: string) => Promise<Json | null>;
  readonly prepared: PreparedPlan;
  readonly values: RunValues;
  readonly means: StepMeans;
  readonly state: () => RunState;
  /** Where model calls ask for room in the run's budget. */
  readonly calls: CallDesk;
  /** Where steps ask for their sub-steps. */
  readonly subSteps: SubStepDesk;
  /** A value of a run that a step of this one had started; null where it is gone. */
  readonly readOther: (runId: string, valueId: string) => Maybe<Json>;
  readonly sendDelta: (delta: StepDelta) => void;
  /** Who sent a command; empty where that is not known any more. */
  readonly authorOf: (commandId: string | null) => Maybe<string>;
}
