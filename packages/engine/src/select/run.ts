import type { ValueRef } from "../events.ts";
import { childrenOf } from "../plan-index.ts";
import { wallDeadline } from "../policy/budget.ts";
import { graceEndsAt } from "../policy/tear-down.ts";
import type { RunState } from "../state/run-state.ts";
import { ROOT_SCOPE } from "../step-key.ts";
import type { RunStatus } from "../step-status.ts";

export function runStatus(state: RunState): RunStatus {
  if (state.end !== null) return state.end.status;
  const root = state.scopes.get(ROOT_SCOPE);
  if (root?.doom?.cause === "cancel" || state.control.undo.stopped !== null) return "cancelling";
  if (state.control.pause !== null) return "paused";
  if (root === undefined) return "queued";
  return root.dormant ? "waiting" : "running";
}

/** The run's figures for lists; a cache of the fold. Times are epoch ms. */
export interface RunFigures {
  readonly status: RunStatus;
  readonly waits: number;
  readonly output: ValueRef | null;
  readonly errorCode: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export function runFigures(state: RunState): RunFigures {
  return {
    status: runStatus(state),
    waits: state.waiting.size,
    output: state.end?.output ?? null,
    errorCode: state.end?.error?.code ?? null,
    startedAt: state.started?.at ?? null,
    endedAt: state.end?.at ?? null,
  };
}

/**
 * When `decide` will have something new to say although nothing happens: the next retry, wait or expiry, the end of the
 * wall-time budget, or of the time in which work may end by itself after a cancel. Epoch ms; null where only something from outside can move the run.
 */
export function nextWakeAt(state: RunState): number | null {
  if (state.end !== null) return null;
  const isEnding = state.scopes.get(ROOT_SCOPE)?.doom != null;
  const standsStill = isEnding || state.control.pause !== null;
  const timer = state.control.pause === null ? state.timers.nextAt : null;
  const deadline = standsStill ? null : wallDeadline(state);
  const due = [timer, deadline, graceEndsAt(state)].filter((at) => at !== null);
  return due.length === 0 ? null : Math.min(...due);
}

/** What the run's output is made of, for `finish`. */
export interface RunOutputs {
  /** The value of the only one is the output itself (null without one); otherwise an object by node id. */
  readonly single: boolean;
  readonly outputs: readonly { readonly nodeId: string; readonly value: ValueRef }[];
}

export function runOutputs(state: RunState): RunOutputs {
  const outputs: { nodeId: string; value: ValueRef }[] = [];
  for (const { node } of childrenOf(state.index, null)) {
    const step = node.role === "output" ? state.steps.get(node.id) : undefined;
    if (step?.status === "succeeded" && step.output !== null) outputs.push({ nodeId: node.id, value: step.output });
  }
  return { single: state.index.plan.singleOutput, outputs };
}
