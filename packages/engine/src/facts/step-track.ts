import type { PlanNode } from "@orrery/plan";
import type { RunEvent, UsageFigures } from "../events.ts";
import type { NodeFact } from "./run-facts.ts";

/** What is asked of a plan's node here. */
export type FactNode = Pick<PlanNode, "id" | "type" | "nodeHash" | "container">;

/** A node as far as the log has been read. */
export type NodeTrack = {
  -readonly [Key in Exclude<keyof NodeFact, "outcome" | "errorCode" | "errorCodes" | "handles">]: NodeFact[Key];
} & {
  readonly errorCodes: string[];
  readonly handles: Map<string, number>;
  succeeded: number;
  cancelled: number;
};

/** A step as far as the log has been read. */
export interface StepTrack {
  readonly node: NodeTrack;
  /** The step that asked for it; null for steps of the plan. */
  readonly parent: StepTrack | null;
  /** It is work of the step that asked for it: its time lies within that one's, and only its cost is counted. */
  readonly isInside: boolean;
  attempt: number;
  begun: boolean;
  /** When the attempt under way began or went on; null while it does nothing. */
  workingSince: number | null;
  waitingSince: number | null;
  /** How many sub-steps wait: meanwhile it waits, too. */
  heldBy: number;
  hasEnded: boolean;
}

export type StepEvent = Exclude<
  Extract<RunEvent, { type: `step.${string}` } | { type: "scope.opened" }>,
  { type: "step.asked" }
>;

export function blankNode(node: FactNode): NodeTrack {
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
    handles: new Map(),
    succeeded: 0,
    cancelled: 0,
  };
}

export function blankStep(node: NodeTrack, asked: Pick<StepTrack, "parent" | "isInside">): StepTrack {
  return {
    node,
    ...asked,
    attempt: 0,
    begun: false,
    workingSince: null,
    waitingSince: null,
    heldBy: 0,
    hasEnded: false,
  };
}

/** Takes one event of a step that has not ended. */
export function applyToStep(step: StepTrack, event: StepEvent): void {
  const { node, isInside } = step;
  switch (event.type) {
    case "step.started":
      begin(step, event);
      break;
    case "scope.opened":
      // What was kept from another run has not begun here.
      if (event.from === undefined) begin(step, event);
      break;
    case "step.retrying":
      begin(step, event);
      stopClock(step, event.at);
      break;
    case "step.waiting":
      begin(step, event);
      stopClock(step, event.at);
      step.waitingSince = event.at;
      holdParents(step, event.at);
      break;
    case "step.resumed":
      stopClock(step, event.at);
      step.workingSince = event.at;
      break;
    case "step.succeeded":
      if (event.cached === undefined) {
        begin(step, event);
        addUsage(node, event.usage);
        if (!isInside) node.succeeded += 1;
      } else keep(step);
      end(step, event.at);
      leaveBy(step, event.handle ?? "out");
      break;
    case "step.reused":
      keep(step);
      end(step, event.at);
      leaveBy(step, event.handled === "branch" ? "error" : (event.handle ?? "out"));
      break;
    case "step.failed":
      if (event.attempt > 0) begin(step, event);
      end(step, event.at);
      if (isInside) break;
      node.failed += 1;
      if (!node.errorCodes.includes(event.error.code)) node.errorCodes.push(event.error.code);
      if (event.handled !== "fail") leaveBy(step, event.handled === "branch" ? "error" : "out");
      break;
    case "step.cancelled":
      end(step, event.at);
      if (!isInside) node.cancelled += 1;
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
  if (step.isInside) return;
  step.node.attempts += 1;
  if (!step.begun) step.node.steps += 1;
  step.begun = true;
}

/** What it did up to now, work or waiting, is counted; it does neither from then on. */
function stopClock(step: StepTrack, at: number): void {
  const { workingSince, waitingSince, node, isInside } = step;
  step.workingSince = null;
  step.waitingSince = null;
  if (!isInside && workingSince !== null) node.ms += Math.max(0, at - workingSince);
  if (waitingSince === null) return;
  if (!isInside) node.waitMs += Math.max(0, at - waitingSince);
  if (step.heldBy === 0) releaseParents(step, at);
}

/** A step does not work while one that it has asked for waits. */
function holdParents({ parent }: StepTrack, at: number): void {
  for (let step = parent; step !== null; step = step.parent) {
    step.heldBy += 1;
    if (step.heldBy > 1 || step.hasEnded) continue;
    if (!step.isInside && step.workingSince !== null) step.node.ms += Math.max(0, at - step.workingSince);
    step.workingSince = null;
    step.waitingSince = at;
  }
}

function releaseParents({ parent }: StepTrack, at: number): void {
  for (let step = parent; step !== null; step = step.parent) {
    step.heldBy -= 1;
    if (step.heldBy > 0 || step.hasEnded) continue;
    if (!step.isInside && step.waitingSince !== null) step.node.waitMs += Math.max(0, at - step.waitingSince);
    step.waitingSince = null;
    step.workingSince = at;
  }
}

function end(step: StepTrack, at: number): void {
  stopClock(step, at);
  step.hasEnded = true;
}

/** Its outcome was not worked out here; where the log holds a start of it all the same, that is taken back. */
function keep(step: StepTrack): void {
  if (step.isInside) return;
  step.node.kept += 1;
  step.workingSince = null;
  if (!step.begun) return;
  step.node.steps -= 1;
  step.node.attempts -= 1;
}

function addUsage(node: NodeTrack, usage: UsageFigures | undefined): void {
  if (usage === undefined) return;
  node.costUsd = (node.costUsd ?? 0) + usage.usd;
  node.tokens += usage.inputTokens + usage.outputTokens;
}

function leaveBy({ node, isInside }: StepTrack, handle: string): void {
  if (!isInside) node.handles.set(handle, (node.handles.get(handle) ?? 0) + 1);
}
