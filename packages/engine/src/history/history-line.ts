import type { Plan } from "@orrery/plan";
import type { Decision } from "../decision.ts";
import type { EventBody, RunCommand, RunEvent } from "../events.ts";
import type { PlanShape } from "../plan-index.ts";
import type { CallRequest, ReserveAnswer } from "../policy/reserve.ts";

/**
 * One line of a recorded run, as JSON. The first is its plan; the others are rows of its log and questions to the engine
 * with the answers of the day it was recorded, in the order in which they came: a question is about all rows above it.
 */
export type HistoryLine =
  | { readonly plan: PlanShape; readonly about: string }
  | { readonly event: RunEvent }
  /** `decide` was asked. */
  | {
      readonly now: number;
      readonly busy: readonly string[];
      /** Absent: every sub-step counts as asked for. */
      readonly asked?: readonly string[];
      /** Absent: the executor counts as having all. */
      readonly labels?: readonly string[];
      readonly decided: readonly Decision[];
    }
  /** `applyCommand` was asked. */
  | { readonly now: number; readonly command: RunCommand; readonly gave: EventBody }
  /** A step asked for room for a model call. */
  | { readonly now: number; readonly call: CallRequest; readonly room: ReserveAnswer }
  /** The run began as the fork of another one, and `planFork` was asked what it keeps. */
  | {
      readonly now: number;
      readonly fork: {
        readonly command: Extract<RunCommand, { kind: "start" }>;
        readonly oldPlan: PlanShape & Pick<Plan, "nodes">;
        readonly plan: PlanShape & Pick<Plan, "nodes">;
        readonly log: readonly RunEvent[];
      };
      readonly gave: readonly EventBody[];
    }
  /** A new owner asked `recover`. */
  | { readonly now: number; readonly recovered: readonly EventBody[] };
