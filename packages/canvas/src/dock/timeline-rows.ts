import { type RunState, type StepStatus, scopeKeyOf, type WaitFor } from "@orrery/engine";
import type { Graph } from "@orrery/graph";

export interface TimelineRow {
  readonly nodeId: string;
  readonly label: string;
  readonly depth: number;
  readonly steps: number;
  readonly bars: readonly TimelineBar[];
}

export interface TimelineBar {
  readonly key: string;
  readonly from: number;
  /** Null while it goes on. */
  readonly to: number | null;
  readonly status: StepStatus;
  /** What it waits for, while it waits. */
  readonly waitFor: WaitFor | null;
}

const MOST_BARS = 120;

/**
 * One row a node, in the order they began, each step a bar, of a step that takes turns each turn instead; a node with very
 * many steps gets bars that stand for several.
 */
export function timelineRows(state: RunState, graph: Graph, titleOf: (nodeId: string) => string): TimelineRow[] {
  const byNode = new Map<string, TimelineBar[]>();
  const counts = new Map<string, number>();
  for (const step of state.steps.values()) {
    if (step.startedAt === null) continue;
    const isTurn = step.sub !== null && step.sub.kind !== "tool";
    if (!isTurn) counts.set(step.nodeId, (counts.get(step.nodeId) ?? 0) + 1);
    if (step.subKeys !== null && step.subKeys.length > 0) {
      byNode.set(step.nodeId, byNode.get(step.nodeId) ?? []);
      continue;
    }
    const bars = byNode.get(step.nodeId) ?? [];
    byNode.set(step.nodeId, bars);
    bars.push({ key: step.key, from: step.startedAt, to: step.endedAt, status: step.status, waitFor: step.waitFor });
  }
  const known = new Set(graph.nodes.map((node) => node.id));
  return [...byNode]
    .filter(([nodeId]) => known.has(nodeId))
    .map(([nodeId, bars]) => {
      const steps = counts.get(nodeId) ?? bars.length;
      return {
        nodeId,
        label: steps > 1 ? `${titleOf(nodeId)} ×${steps}` : titleOf(nodeId),
        depth: depthOf(bars[0]?.key ?? ""),
        steps,
        bars: bars.length > MOST_BARS ? merged(bars) : bars,
      };
    });
}

function depthOf(stepKey: string): number {
  const scope = scopeKeyOf(stepKey);
  return scope === "" ? 0 : scope.split("/").length;
}

const RANK: readonly StepStatus[] = ["failed", "uncertain", "waiting", "running", "retrying", "cancelled"];

/** Of several waits, the one that asks most of a person. */
const WAIT_RANK: readonly WaitFor[] = ["person", "signal", "run", "time"];

function merged(bars: readonly TimelineBar[]): TimelineBar[] {
  const size = Math.ceil(bars.length / MOST_BARS);
  const groups: TimelineBar[] = [];
  for (let index = 0; index < bars.length; index += size) {
    const group = bars.slice(index, index + size);
    const [first] = group;
    if (!first) continue;
    const status = RANK.find((one) => group.some((bar) => bar.status === one)) ?? first.status;
    groups.push({
      key: first.key,
      from: Math.min(...group.map((bar) => bar.from)),
      to: group.some((bar) => bar.to === null) ? null : Math.max(...group.map((bar) => bar.to ?? 0)),
      status,
      waitFor: WAIT_RANK.find((one) => group.some((bar) => bar.status === "waiting" && bar.waitFor === one)) ?? null,
    });
  }
  return groups;
}
