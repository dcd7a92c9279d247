import type { Decision } from "../decision.ts";
import type { EventBody, RunCommand, RunEvent } from "../events.ts";
import type { PlanShape } from "../plan-index.ts";

/**
 * One line of a recorded run, as JSON. The first is its plan; the others are rows of its log and questions to the engine
 * with the answers of the day it was recorded, in the order in which they came: a question is about all rows above it.
 */
export type HistoryLine =
  | { readonly plan: PlanShape; readonly about: string }
  | { readonly event: RunEvent }
  /** `decide` was asked. */
  | { readonly now: number; readonly busy: readonly string[]; readonly decided: readonly Decision[] }
  /** `applyCommand` was asked. */
  | { readonly now: number; readonly command: RunCommand; readonly gave: EventBody }
  /** A new owner asked `recover`. */
  | { readonly now: number; readonly recovered: readonly EventBody[] };
