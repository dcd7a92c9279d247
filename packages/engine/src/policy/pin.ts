import type { EventBody, PinnedOutput } from "../events.ts";
import { nodeOf } from "../plan-index.ts";
import type { RunState } from "../state/run-state.ts";

/** The facts that follow on `run.started` where outputs are pinned: one for each node of the plan. */
export function pinEvents(state: RunState, pins: readonly PinnedOutput[], at: number): readonly EventBody[] {
  return pins
    .filter(({ nodeId }) => state.index.nodes.has(nodeId))
    .map(({ nodeId, output, handle }) => ({
      type: "run.pinned",
      at,
      nodeId,
      output,
      ...(handle !== undefined && { handle }),
    }));
}

/**
 * Steps whose turn has come and whose output is pinned: they give it and do not run, whatever a breakpoint or a limit says,
 * because nothing starts.
 */
export function pinnedSteps(state: RunState, at: number): readonly EventBody[] {
  const { pins } = state.control;
  if (pins.size === 0) return [];
  return Array.from(state.agenda.ready).flatMap((stepKey): readonly EventBody[] => {
    const step = state.steps.get(stepKey);
    // What a step asks for is its own: a pin is what the node gives in the drawing's order.
    const pin = step === undefined || step.sub !== null ? undefined : pins.get(step.nodeId);
    if (step === undefined || pin === undefined) return [];
    const { handles } = nodeOf(state.index, step.nodeId).node;
    const handle = pin.handle ?? (handles.includes("out") ? undefined : handles[0]);
    return [
      {
        type: "step.reused",
        at,
        stepKey,
        by: "pin",
        output: pin.output,
        ...(handle !== undefined && { handle }),
      },
    ];
  });
}
