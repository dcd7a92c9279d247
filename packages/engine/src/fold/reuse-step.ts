import type { RunEvent } from "../events.ts";
import { nodeOf } from "../plan-index.ts";
import { ERROR_HANDLE, leaveStep, OUT_HANDLE } from "../policy/skip.ts";
import type { StepRecord } from "../state/run-state.ts";
import type { Folding } from "./folding.ts";
import { endStep } from "./step-life.ts";

/** The step has its outcome without having run here: it counts for no budget and is never undone. */
export function reuseStep(folding: Folding, step: StepRecord, event: Extract<RunEvent, { type: "step.reused" }>): void {
  step.reused = event.from ?? event.by ?? "person";
  step.output = event.output ?? null;
  step.error = event.error ?? null;
  step.handled = event.handled ?? null;
  step.usage = event.usage ?? null;
  step.model = event.model ?? null;
  const failed = event.handled !== undefined;
  if (!failed) step.handle = event.handle ?? OUT_HANDLE;
  const handle = event.handled === "branch" ? ERROR_HANDLE : (event.handle ?? OUT_HANDLE);
  const scope = folding.state.scopes.get(step.scopeKey);
  const node = nodeOf(folding.state.index, step.nodeId);
  if (scope !== undefined && scope.doom === null) leaveStep(folding, scope, { node, handle });
  endStep(folding, step, { status: failed ? "failed" : "succeeded", at: event.at, node, scope });
}
