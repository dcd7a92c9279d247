import type { PlanNode } from "@orrery/plan";
import type { RunEvent } from "../events.ts";
import { nodeIdOf } from "../step-key.ts";
import type { NodeFact, NodeOutcome } from "./run-facts.ts";

/** What is asked of a plan's node here. */
export type FactNode = Pick<PlanNode, "id" | "type" | "nodeHash" | "container">;

/** A step as far as the log has been read. */
interface StepTrack {
  readonly node: NodeTrack;
  /** What it does is within the time of the step that asked for it. */
  readonly isInside: boolean;
  attempt: number;
  /** When the attempt under way began, or went on. */
  workingSince: number | null;
  waitingSince: number | null;
  begun: boolean;
  hasEnded: boolean;
}

type NodeTrack = { -readonly [Key in Exclude<keyof NodeFact, "outcome" | "errorCode">]: NodeFact[Key] } & {
  readonly errorCodes: string[];
  readonly handles: Record<string, number>;
  cancelled: number;
  succeeded: number;
};

/**
 * What each node of a run did, in one pass over its log. A node's fact is the same whatever executor asks, and whenever.
 * Sub-steps count for the node that they call; those that are work of the step itself add their cost to its node.
 * @param nodes of the run's plan, by id; what the log says of others is passed over.
 * @param events the run's log from its first event, in order.
 */
export function nodeFacts(nodes: ReadonlyMap<string, FactNode>, events: Iterable<RunEvent>): readonly NodeFact[] {
  const tracks = new Map<string, NodeTrack>();
  const steps = new Map<string, StepTrack>();

  const stepOf = (key: string, called?: { readonly nodeId: string; readonly isInside: boolean }): StepTrack | null => {
    const known = steps.get(key);
    if (known !== undefined) return known;
    const node = nodes.get(called?.nodeId ?? nodeIdOf(key));
    if (node === undefined) return null;
    const track = tracks.get(node.id) ?? blankNode(node);
    tracks.set(node.id, track);
    const step: StepTrack = {
      node: track,
      isInside: called?.isInside ?? false,
      attempt: 0,
      workingSince: null,
      waitingSince: null,
      begun: false,
      hasEnded: false,
    };
    steps.set(key, step);
    return step;
  };

  for (const event of events) {
    if (event.type === "step.asked") {
      stepOf(event.stepKey, { nodeId: event.nodeId ?? nodeIdOf(event.stepKey), isInside: event.kind !== "tool" });
      continue;
    }
    if (!isOfStep(event)) continue;
    const step = stepOf(event.stepKey);
    if (step !== null && !step.hasEnded) applyTo(step, event);
  }
  return [...tracks.values()].map(factOf);
}

type StepEvent = Exclude<
  Extract<RunEvent, { type: `step.${string}` } | { type: "scope.opened" }>,
  { type: "step.asked" }
>;

function isOfStep(event: RunEvent): event is StepEvent {
  return event.type === "scope.opened" || event.type.startsWith("step.");
}

function applyTo(step: StepTrack, event: StepEvent): void {
  const { node } = step;
  switch (event.type) {
    case "step.started":
    case "scope.opened":
      // A container that was kept from another run has ended there; its `step.reused` follows.
      if (event.type === "step.started" || event.from === undefined) begin(step, event);
      break;
    case "step.retrying":
      begin(step, event);
      rest(step, event.at);
      break;
    case "step.waiting":
      begin(step, event);
      rest(step, event.at);
      step.waitingSince = event.at;
      break;
    case "step.resumed":
      if (step.waitingSince !== null && !step.isInside) node.waitMs += Math.max(0, event.at - step.waitingSince);
      step.waitingSince = null;
      step.workingSince = event.at;
      break;
    case "step.succeeded":
      if (event.cached === undefined) {
        begin(step, event);
        addUsage(node, event.usage);
        if (!step.isInside) node.succeeded += 1;
      } else keep(step);
      end(step, event.at);
      if (!step.isInside) leave(node, event.handle ?? "out");
      break;
    case "step.reused":
      keep(step);
      end(step, event.at);
      if (!step.isInside) leave(node, event.handled === "branch" ? "error" : (event.handle ?? "out"));
      break;
    case "step.failed":
      begin(step, event);
      end(step, event.at);
      if (step.isInside) break;
      node.failed += 1;
      if (!node.errorCodes.includes(event.error.code)) node.errorCodes.push(event.error.code);
      if (event.handled === "branch") leave(node, "error");
      break;
    case "step.cancelled":
      end(step, event.at);
      if (!step.isInside) node.cancelled += 1;
      break;
    case "step.skipped":
      step.hasEnded = true;
      break;
    case "step.uncertain":
      // Nobody knows how long it worked before it was lost.
      step.workingSince = null;
      break;
  }
}

/** An attempt is under way; the event may say so of one that is known to be. */
function begin(
  step: StepTrack,
  event: { readonly at: number; readonly attempt: number; readonly startedAt?: number },
): void {
  if (event.attempt <= step.attempt) return;
  step.attempt = event.attempt;
  step.workingSince = event.startedAt ?? event.at;
  step.waitingSince = null;
  if (step.isInside) return;
  step.node.attempts += 1;
  if (!step.begun) step.node.steps += 1;
  step.begun = true;
}

/** The attempt does nothing from then on. */
function rest(step: StepTrack, at: number): void {
  if (step.workingSince !== null && !step.isInside) step.node.ms += Math.max(0, at - step.workingSince);
  step.workingSince = null;
}

function end(step: StepTrack, at: number): void {
  rest(step, at);
  if (step.waitingSince !== null && !step.isInside) step.node.waitMs += Math.max(0, at - step.waitingSince);
  step.waitingSince = null;
  step.hasEnded = true;
}

/** Its outcome was not worked out here; a start that the log holds all the same took no time worth a figure. */
function keep(step: StepTrack): void {
  if (step.isInside) return;
  step.node.kept += 1;
  if (!step.begun) return;
  step.node.steps -= 1;
  step.node.attempts -= step.attempt;
  step.workingSince = null;
}

function addUsage(
  node: NodeTrack,
  usage: { readonly inputTokens: number; readonly outputTokens: number; readonly usd: number } | undefined,
): void {
  if (usage === undefined) return;
  node.costUsd = (node.costUsd ?? 0) + usage.usd;
  node.tokens += usage.inputTokens + usage.outputTokens;
}

function leave(node: NodeTrack, handle: string): void {
  node.handles[handle] = (node.handles[handle] ?? 0) + 1;
}

function blankNode(node: FactNode): NodeTrack {
  return {
    nodeId: node.id,
    nodeType: node.type,
    nodeHash: node.nodeHash,
    isContainer: node.container !== null,
    steps: 0,
    kept: 0,
    failed: 0,
    attempts: 0,
    ms: 0,
    waitMs: 0,
    costUsd: null,
    tokens: 0,
    errorCodes: [],
    handles: Object.create(null) as Record<string, number>,
    cancelled: 0,
    succeeded: 0,
  };
}

function factOf({ cancelled, succeeded, ...node }: NodeTrack): NodeFact {
  const outcome: NodeOutcome =
    node.failed > 0 ? "failed" : cancelled > 0 ? "cancelled" : succeeded + node.kept > 0 ? "succeeded" : "skipped";
  return { ...node, handles: { ...node.handles }, outcome, errorCode: node.errorCodes[0] ?? null };
}
