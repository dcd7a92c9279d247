import type { RunEvent } from "../events.ts";
import { nodeIdOf } from "../step-key.ts";
import type { NodeFact, NodeOutcome } from "./run-facts.ts";
import {
  applyToStep,
  blankNode,
  blankStep,
  type FactNode,
  type NodeTrack,
  type StepEvent,
  type StepTrack,
} from "./step-track.ts";

/**
 * What each node of a run did, in one pass over its log. Sub-steps count for the node that they call; those that are work of
 * the step itself only add their cost to its node.
 * @param nodes of the run's plan, by id; what the log says of others is passed over.
 * @param events the run's log from its first event, in order. Events that are of no step are not needed.
 */
export function nodeFacts(nodes: ReadonlyMap<string, FactNode>, events: Iterable<RunEvent>): readonly NodeFact[] {
  const tracks = new Map<string, NodeTrack>();
  const steps = new Map<string, StepTrack>();

  const trackOf = (nodeId: string): NodeTrack | null => {
    const known = tracks.get(nodeId);
    const node = nodes.get(nodeId);
    if (known !== undefined || node === undefined) return known ?? null;
    const track = blankNode(node);
    tracks.set(nodeId, track);
    return track;
  };
  const note = (key: string, nodeId: string, asked: Pick<StepTrack, "parent" | "isInside">): StepTrack | null => {
    const track = trackOf(nodeId);
    if (track === null) return null;
    const step = blankStep(track, asked);
    steps.set(key, step);
    return step;
  };

  for (const event of events) {
    if (event.type === "step.asked") {
      const parent = steps.get(event.parentKey) ?? null;
      const nodeId = event.nodeId ?? parent?.node.nodeId ?? nodeIdOf(event.stepKey);
      if (!steps.has(event.stepKey)) note(event.stepKey, nodeId, { parent, isInside: event.kind !== "tool" });
      continue;
    }
    if (!isOfStep(event)) continue;
    const step = steps.get(event.stepKey) ?? note(event.stepKey, nodeIdOf(event.stepKey), ofPlan);
    if (step !== null && !step.hasEnded) applyToStep(step, event);
  }
  return [...tracks.values()].map(factOf);
}

const ofPlan = { parent: null, isInside: false } as const;

function isOfStep(event: RunEvent): event is StepEvent {
  return event.type === "scope.opened" || (event.type.startsWith("step.") && event.type !== "step.asked");
}

function factOf({ cancelled, succeeded, ...node }: NodeTrack): NodeFact {
  const outcome: NodeOutcome =
    node.failed > 0 ? "failed" : cancelled > 0 ? "cancelled" : succeeded + node.kept > 0 ? "succeeded" : "skipped";
  return {
    ...node,
    handles: Object.fromEntries(node.handles),
    outcome,
    errorCode: node.errorCodes[0] ?? null,
  };
}
