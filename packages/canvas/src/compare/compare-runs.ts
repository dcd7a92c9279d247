import type { RunState, RunStatus, StepRecord, StepStatus, ValueRef } from "@orrery/engine";
import { runStatus } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import { NodeTally, passedHandle } from "../run/node-tally.ts";

/** One run as it is compared. */
export interface ComparedRun {
  readonly plan: Plan;
  readonly state: RunState;
}

/** What one node came to in one of the runs, over all its steps. */
export interface NodeSide {
  readonly status: StepStatus;
  /** How many of its steps ran; what was skipped did not. */
  readonly ran: number;
  /** How often a result passed by each handle, by the handle's name, sorted. */
  readonly handles: readonly (readonly [string, number])[];
  /** From its first start to its last end, ms; null where it never began or goes on. */
  readonly durationMs: number | null;
  readonly tokens: number;
  readonly usd: number;
  readonly errorCode: string | null;
  /** Its last step that ended, and what that gave. */
  readonly stepKey: string | null;
  readonly output: ValueRef | null;
  /** Its outcome was not worked out in that run. */
  readonly isKept: boolean;
}

/** How the ways of two runs differ at a node; `same` where they do not. */
export type PathDifference = "same" | "only-first" | "only-second" | "other-handle" | "other-end" | "other-count";

export interface NodeComparison {
  readonly nodeId: string;
  /** In which of the plans the node is, and whether it does the same in both. */
  readonly plan: "same" | "changed" | "added" | "removed";
  readonly path: PathDifference;
  readonly first: NodeSide | null;
  readonly second: NodeSide | null;
}

export interface RunSide {
  readonly status: RunStatus;
  readonly durationMs: number | null;
  readonly steps: number;
  readonly tokens: number;
  readonly usd: number;
  readonly errorCode: string | null;
  readonly output: ValueRef | null;
  readonly input: ValueRef | null;
}

export interface RunComparison {
  readonly first: RunSide;
  readonly second: RunSide;
  /** Every node of either plan: those of the second in its order, then those that only the first has. */
  readonly nodes: readonly NodeComparison[];
}

/**
 * What differs between two runs, node by node: nodes are the same where their ids are, whatever the drawings. Values are not
 * read: what a step gave is named, for the caller to compare.
 */
export function compareRuns(first: ComparedRun, second: ComparedRun): RunComparison {
  const hashes = new Map(first.plan.nodes.map(({ id, nodeHash }) => [id, nodeHash]));
  const [one, other] = [sidesOf(first), sidesOf(second)];
  const isIn = new Set(second.plan.nodes.map(({ id }) => id));
  const ids = [...isIn, ...first.plan.nodes.flatMap(({ id }) => (isIn.has(id) ? [] : id))];
  const nodeHashes = new Map(second.plan.nodes.map(({ id, nodeHash }) => [id, nodeHash]));
  return {
    first: wholeOf(first.state, one),
    second: wholeOf(second.state, other),
    nodes: ids.map((nodeId) => {
      const sides = { first: one.get(nodeId) ?? null, second: other.get(nodeId) ?? null };
      const [was, is] = [hashes.get(nodeId), nodeHashes.get(nodeId)];
      const plan = was === undefined ? "added" : is === undefined ? "removed" : was === is ? "same" : "changed";
      return { nodeId, plan, path: pathOf(sides.first, sides.second), ...sides };
    }),
  };
}

function pathOf(first: NodeSide | null, second: NodeSide | null): PathDifference {
  const [before, after] = [first?.ran ?? 0, second?.ran ?? 0];
  if (first === null || second === null || before === 0 || after === 0) {
    if (before === after) return "same";
    return before > 0 ? "only-first" : "only-second";
  }
  if (first.status !== second.status) return "other-end";
  const ways = ({ handles }: NodeSide) => handles.map(([handle]) => handle).join(" ");
  if (ways(first) !== ways(second)) return "other-handle";
  return before === after && JSON.stringify(first.handles) === JSON.stringify(second.handles) ? "same" : "other-count";
}

function wholeOf(state: RunState, sides: ReadonlyMap<string, NodeSide>): RunSide {
  const all = [...sides.values()];
  const { started, end } = state;
  return {
    status: runStatus(state),
    durationMs: started && end ? end.at - started.at : null,
    steps: state.stepsStarted,
    tokens: all.reduce((sum, { tokens }) => sum + tokens, 0),
    usd: all.reduce((sum, { usd }) => sum + usd, 0),
    errorCode: end?.error?.code ?? null,
    output: end?.output ?? null,
    input: started?.input ?? null,
  };
}

interface Sum {
  readonly tally: NodeTally;
  readonly counts: Map<StepStatus, number>;
  ran: number;
  open: boolean;
  last: Readonly<StepRecord> | null;
  isKept: boolean;
}

function sidesOf({ state }: ComparedRun): ReadonlyMap<string, NodeSide> {
  const sums = new Map<string, Sum>();
  for (const record of state.steps.values()) {
    const sum = sums.get(record.nodeId) ?? {
      tally: new NodeTally(),
      counts: new Map<StepStatus, number>(),
      ...{ ran: 0, open: false, last: null, isKept: true },
    };
    sums.set(record.nodeId, sum);
    sum.tally.see(record);
    // A turn is part of the step that takes it.
    if (record.sub !== null && record.sub.kind !== "tool") continue;
    sum.counts.set(record.status, (sum.counts.get(record.status) ?? 0) + 1);
    if (record.startedAt === null && record.reused === null) continue;
    sum.ran += 1;
    if (record.endedAt === null) sum.open = true;
    if (record.reused === null && record.cached === null) sum.isKept = false;
    if (sum.last === null || (record.endSeq ?? 0) >= (sum.last.endSeq ?? 0)) sum.last = record;
  }
  return new Map([...sums].map(([nodeId, sum]) => [nodeId, sideOf(sum)]));
}

/** Of several steps the one state that tells most. */
const TELLING: readonly StepStatus[] = [
  "failed",
  "uncertain",
  "waiting",
  "retrying",
  "running",
  "queued",
  "cancelled",
  "succeeded",
  "skipped",
];

function sideOf({ tally, counts, ran, open, last, isKept }: Sum): NodeSide {
  const { firstStart, lastEnd } = tally;
  return {
    status: TELLING.find((status) => counts.has(status)) ?? "idle",
    ran,
    handles: [...tally.handles].sort(([one], [other]) => (one < other ? -1 : 1)),
    durationMs: open || firstStart === null || lastEnd === null ? null : lastEnd - firstStart,
    tokens: tally.inputTokens + tally.outputTokens,
    usd: tally.usd,
    errorCode: last?.error?.code ?? null,
    stepKey: last?.key ?? null,
    output: last === null || passedHandle(last) === null ? null : last.output,
    isKept: ran > 0 && isKept,
  };
}
