import { below, pick, type Random } from "@orrery/engine/testing";
import type { PlannedGraph } from "../graphs/plan-graphs.ts";
import type { SubmittedRun } from "./submitted-run.ts";

const forkedShare = 0.12;
const cancelledShare = 0.08;
const pausedShare = 0.1;
const breakpointShare = 0.08;
const rerunShare = 0.4;
/** Forks are made of what began lately: also of runs that still go on. */
const youngest = 150;

/** What is to be started, and what will be done to it. */
export interface PlannedStart {
  readonly planned: PlannedGraph;
  /** Null: it is a run of its own. */
  readonly fork: { readonly runId: string; readonly seq: number; readonly rerun: string[] } | null;
  readonly breakpoints: readonly string[];
  readonly isCancelled: boolean;
  readonly isPaused: boolean;
}

/** Draws what somebody starts next: mostly a run of any graph, at times a fork of a run at any event that was seen of it. */
export function planStart(
  graphs: readonly [PlannedGraph, ...PlannedGraph[]],
  runs: readonly SubmittedRun[],
  random: Random,
): PlannedStart {
  const isCancelled = random() < cancelledShare;
  const wantsPause = random() < pausedShare;
  const [isFork, hasBreakpoint, isRerun] = [random() < forkedShare, random() < breakpointShare, random() < rerunShare];
  const own = pick(random, graphs);
  const seen = runs.slice(-youngest).filter(({ watch }) => watch.cursor > 0);
  const origin = (isFork ? seen[below(random, Math.max(1, seen.length))] : undefined) ?? null;
  const planned = origin === null ? own : origin.planned;
  const seq = origin === null ? 0 : 1 + below(random, origin.watch.cursor);
  const { lastDone = null } = origin?.watch ?? {};
  // Nobody looks after runs that wait for ever: one that was paused would stand still.
  const isLeftAlone = planned.graph.keepsWaiting === true;
  // In a container the run would stop once for each iteration.
  const nodes = planned.index.plan.nodes.filter(({ parentId }) => parentId === null);
  const node = nodes[below(random, nodes.length)];
  return {
    planned,
    fork: origin === null ? null : { runId: origin.runId, seq, rerun: isRerun && lastDone !== null ? [lastDone] : [] },
    breakpoints: hasBreakpoint && !isLeftAlone && node !== undefined ? [node.id] : [],
    isCancelled,
    isPaused: wantsPause && !isLeftAlone,
  };
}
