import { nodeIdOf, nodeSummary, type RunState, type StepRecord, type StepStatus } from "@orrery/engine";
import { STEP_LOOK } from "../drawing/state-look.ts";
import type { SharedRun } from "../shared-run.ts";
import { formatCount, formatDuration, formatUsd } from "./format-figures.ts";

/** What the card of a node shows of a run. */
export interface NodeView {
  readonly status: StepStatus;
  /** The state in words, of a container how far it is: `31 of 48`. */
  readonly word: string;
  /** Figures: `184 ms · 2.1k tokens · $0.02`. */
  readonly foot: string;
  /** Of a container. */
  readonly progress: { readonly done: number; readonly count: number } | null;
  /** Handles that let a result pass. */
  readonly passed: readonly string[];
  /** Some step of it has begun or is due, and has not ended. */
  readonly open: boolean;
}

export type NodeViews = Readonly<Record<string, NodeView>>;

export const IDLE_VIEW: NodeView = { status: "idle", word: "", foot: "", progress: null, passed: [], open: false };

/** What a node shows; `IDLE_VIEW` where the plan has no such node. */
export function viewOf(views: NodeViews, nodeId: string): NodeView {
  return Object.hasOwn(views, nodeId) ? (views[nodeId] ?? IDLE_VIEW) : IDLE_VIEW;
}

interface Tally {
  passed: Set<string>;
  ended: number;
  started: number;
  first: number;
  last: number;
  tokens: number;
  usd: number;
  attempts: number;
}

/** Every node of the plan at the moment that `state` stands at. Costs one pass over the steps of the run. */
export function viewNodes(state: RunState, usage: SharedRun["usage"]): NodeViews {
  const tallies = new Map<string, Tally>();
  for (const step of state.steps.values()) see(tallyOf(tallies, step.nodeId), step);
  const progress = progressOf(state);
  const views: Record<string, NodeView> = {};
  for (const nodeId of state.index.nodes.keys()) {
    const { status, counts, total } = nodeSummary(state, nodeId);
    if (status === "idle") {
      views[nodeId] = IDLE_VIEW;
      continue;
    }
    const tally = tallyOf(tallies, nodeId);
    const held = progress.get(nodeId) ?? null;
    const open = (counts.queued ?? 0) + (counts.running ?? 0) + (counts.retrying ?? 0) + (counts.waiting ?? 0) > 0;
    views[nodeId] = {
      status,
      word: held === null ? STEP_LOOK[status].word : held.word,
      foot: footOf(tally, { total, usage, ended: !open }),
      progress: held,
      passed: [...tally.passed].sort(),
      open: open || (counts.uncertain ?? 0) > 0,
    };
  }
  return views;
}

/** The handle by which a step let its result out; null where nothing passed. */
export function passedHandle(step: Readonly<StepRecord>): string | null {
  if (step.status === "succeeded") return step.handle ?? "out";
  if (step.status === "skipped") return step.bypassed ? "out" : null;
  if (step.status !== "failed") return null;
  if (step.handled === "branch") return "error";
  return step.handled === "continue" ? "out" : null;
}

/** Whether a step has its outcome without having worked it out in this run: it cost nothing here. */
export function isKept({ reused, cached }: Readonly<StepRecord>): boolean {
  return reused !== null || cached !== null;
}

function tallyOf(tallies: Map<string, Tally>, nodeId: string): Tally {
  let tally = tallies.get(nodeId);
  if (tally === undefined) {
    tally = { passed: new Set(), ended: 0, started: 0, first: Infinity, last: 0, tokens: 0, usd: 0, attempts: 0 };
    tallies.set(nodeId, tally);
  }
  return tally;
}

function see(tally: Tally, step: StepRecord): void {
  if (step.usage !== null && !isKept(step)) {
    tally.tokens += step.usage.inputTokens + step.usage.outputTokens;
    tally.usd += step.usage.usd;
  }
  // What is part of a step of its own node counts with that step; only what it cost does not.
  if (step.sub !== null && step.sub.kind !== "tool") return;
  if (step.startedAt !== null) {
    tally.started += 1;
    tally.first = Math.min(tally.first, step.startedAt);
  }
  if (step.endedAt !== null && step.status !== "skipped") {
    tally.ended += 1;
    tally.last = Math.max(tally.last, step.endedAt);
  }
  tally.attempts = Math.max(tally.attempts, step.attempt);
  const handle = passedHandle(step);
  if (handle !== null) tally.passed.add(handle);
}

interface FootFacts {
  readonly total: number;
  readonly usage: SharedRun["usage"];
  readonly ended: boolean;
}

function footOf(tally: Tally, { total, usage, ended }: FootFacts): string {
  const parts: string[] = [];
  if (total > 1) parts.push(`${formatCount(tally.ended)} done`);
  if (ended && tally.started > 0 && tally.last > 0) parts.push(formatDuration(tally.last - tally.first));
  if (usage === "shown" && tally.tokens > 0) parts.push(`${formatCount(tally.tokens)} tok`, formatUsd(tally.usd));
  if (total <= 1 && tally.attempts > 1) parts.push(`attempt ${tally.attempts}`);
  return parts.join("  ");
}

function progressOf(state: RunState): Map<string, { done: number; count: number; word: string }> {
  const sums = new Map<string, { done: number; count: number; word: string }>();
  for (const container of state.containers.values()) {
    const nodeId = nodeIdOf(container.key);
    const isLoop = state.index.nodes.get(nodeId)?.node.container?.kind === "loop";
    const sum = sums.get(nodeId) ?? { done: 0, count: 0, word: "" };
    sum.done += container.results.size;
    sum.count += isLoop && container.done ? container.results.size : container.count;
    sum.word = isLoop ? rounds(sum.done) : `${sum.done} of ${sum.count}`;
    sums.set(nodeId, sum);
  }
  return sums;
}

function rounds(count: number): string {
  return count === 1 ? "1 round" : `${count} rounds`;
}
