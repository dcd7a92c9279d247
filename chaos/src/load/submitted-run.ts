import type { PlannedGraph } from "../graphs/plan-graphs.ts";
import type { ReferenceGraph } from "../graphs/reference-graph.ts";
import { RunWatch } from "./run-watch.ts";

/** A run that the studio has confirmed: it must not be lost. */
export interface SubmittedRun {
  readonly runId: string;
  readonly planned: PlannedGraph;
  readonly graph: ReferenceGraph;
  readonly watch: RunWatch;
  /** Whether somebody is going to cancel it, or has. */
  readonly isCancelled: boolean;
  /** How often somebody has raised its limits. */
  raises: number;
  /** Waits that its watcher has seen begin. */
  waitsSeen: number;
}

const waitsOfLongWait = 2;

export function submittedRun(runId: string, planned: PlannedGraph, isCancelled: boolean): SubmittedRun {
  const { graph, index } = planned;
  return { runId, planned, graph, isCancelled, watch: new RunWatch(index), waitsSeen: 0, raises: 0 };
}

/** Whether nothing more is to come of it: it has ended, or waits for what will not happen. */
export function isSettled({ graph, watch, isCancelled, waitsSeen }: SubmittedRun): boolean {
  if (watch.isEnded) return true;
  return graph.keepsWaiting === true && !isCancelled && waitsSeen >= waitsOfLongWait;
}
