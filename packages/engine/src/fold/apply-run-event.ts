import type { RunEvent } from "../events.ts";
import { childrenOf } from "../plan-index.ts";
import { doomScope } from "../policy/cancel.ts";
import { lowerLimits } from "../policy/child-budget.ts";
import { beginPause, endPause } from "../policy/pause.ts";
import { createScope } from "../policy/scope.ts";
import { makeSkip } from "../policy/settle-join.ts";
import { makeReady } from "../policy/skip.ts";
import { isFailing, stopUndo } from "../policy/undo.ts";
import type { RunEnd } from "../state/run-state.ts";
import { ROOT_SCOPE } from "../step-key.ts";
import type { Folding } from "./folding.ts";

type Applied = Extract<RunEvent, { type: `run.${string}` }>;

export function applyRunEvent(folding: Folding, event: Applied): void {
  const { state } = folding;
  if (state.end !== null) return;
  switch (event.type) {
    case "run.started":
      startRun(folding, event);
      break;
    case "run.pinned": {
      const { nodeId, output, handle } = event;
      state.control.pins.set(nodeId, { nodeId, output, ...(handle !== undefined && { handle }) });
      break;
    }
    case "run.paused":
      beginPause(state, event);
      break;
    case "run.resumed":
      endPause(state, event);
      break;
    case "run.cancelling":
      // A run that has failed is told to stop: that means the undoing, begun or not.
      if (isFailing(state)) stopUndo(folding, event.hard === true);
      else doomRoot(folding, { cause: "cancel", error: null, stepKey: null, at: state.at, hard: event.hard === true });
      break;
    case "run.failing":
      doomRoot(folding, {
        cause: "budget",
        error: event.error,
        stepKey: event.stepKey ?? null,
        at: state.at,
        hard: false,
      });
      state.control.undo.begun = true;
      break;
    case "run.succeeded":
      endRun(folding, { ...ENDED, status: "succeeded", at: event.at, output: event.output });
      break;
    case "run.failed":
      endRun(folding, {
        ...ENDED,
        status: "failed",
        at: event.at,
        error: event.error,
        stepKey: event.stepKey ?? null,
      });
      break;
    case "run.cancelled":
      endRun(folding, { ...ENDED, status: "cancelled", at: event.at });
      break;
  }
}

const ENDED = { output: null, error: null, stepKey: null } as const;

/** Entries exclude each other: the named one starts (without a name the first of the plan), the others are skipped. */
function startRun(folding: Folding, event: Extract<Applied, { type: "run.started" }>): void {
  const { state } = folding;
  if (state.started !== null) return;
  const { at, input, entry, trace } = event;
  state.started = { at, input, entry, ...(trace !== undefined && { trace }) };
  for (const nodeId of event.breakpoints ?? []) state.control.breakpoints.add(nodeId);
  state.control.forkOf = event.forkOf ?? null;
  if (event.budget !== undefined) lowerLimits(state, event.budget);
  state.clock.since = state.at;
  const children = childrenOf(state.index, null);
  const first = entry ?? children.find((child) => child.node.role === "entry")?.node.id ?? null;
  const scope = createScope(folding, ROOT_SCOPE);
  for (const child of children) {
    if (child.node.role === "entry" && child.node.id !== first) makeSkip(folding, scope, child);
    else if (child.arriving === 0) makeReady(folding, scope, child);
  }
}

function doomRoot(folding: Folding, doom: Parameters<typeof doomScope>[2]): void {
  const root = folding.state.scopes.get(ROOT_SCOPE) ?? createScope(folding, ROOT_SCOPE);
  if (root.doom !== null && doom.hard) root.doom.hard = true;
  doomScope(folding, root, doom);
}

function endRun(folding: Folding, end: RunEnd): void {
  const { state } = folding;
  state.end = end;
  state.scopes.clear();
  for (const work of Object.values(state.agenda)) work.clear();
  if (state.clock.since !== null) state.clock.spent += state.at - state.clock.since;
  state.clock.since = null;
  Object.assign(state.control, { pause: null, pauseFor: null });
  state.control.reserved.clear();
}
