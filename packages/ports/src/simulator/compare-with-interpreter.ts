import { type PlanShape, type RunState, runFigures, stepStatus } from "@orrery/engine";
import { interpret, type Mood } from "@orrery/engine/testing";
import { inOrder } from "./with-control.ts";

/**
 * Where neither a cancel, nor a budget, nor an uncertain step took part, crashes must not show: the run comes to what the
 * naive interpreter says of the plan.
 */
export function compareWithInterpreter(plan: PlanShape, mood: Mood, state: RunState): string[] {
  const { status, output, errorCode } = runFigures(state);
  const disturbed = [...state.steps.values()].some((step) => step.sub === null && step.error?.code === "UNCERTAIN");
  if (disturbed || status === "cancelled" || errorCode === "BUDGET_EXCEEDED") return [];
  const expected = interpret(inOrder(plan), mood, [...state.control.pins.values()]);
  const problems: string[] = [];
  if (status !== expected.status) problems.push(`the run ${status}, expected: ${expected.status}`);
  if ((output?.id ?? null) !== expected.output) problems.push("the run gives another output than expected");
  for (const [key, step] of expected.steps) {
    const found = stepStatus(state, key);
    const cutOff = found === "idle" || found === "cancelled";
    if (step.mayLose && (cutOff || found === "skipped")) continue;
    if ((step.certain || !cutOff) && found !== step.status) problems.push(`${key} ${found}, expected: ${step.status}`);
  }
  return problems;
}
