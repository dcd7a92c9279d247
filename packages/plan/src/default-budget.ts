import type { PlanBudget } from "./plan.ts";

/** What a workflow gets that sets no limits (FORMAT): a net for runs gone wild, nobody's wish. */
export const DEFAULT_BUDGET = { maxSteps: 100_000, maxWallMs: 24 * 60 * 60 * 1000 } as const satisfies PlanBudget;
