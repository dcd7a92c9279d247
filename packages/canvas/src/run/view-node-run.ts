import {
  childKey,
  iterationKey,
  loopState,
  type NodeSummary,
  nodeIdOf,
  nodeSummary,
  type PlanIndex,
  planStepKeyOf,
  type RunState,
  type StepRecord,
  type StepStatus,
} from "@orrery/engine";
import { type HostRun, hostRun } from "./host-run.ts";
import { type ContainerRun, IDLE_NODE_RUN, type KeptFrom, type NodeRun } from "./node-run.ts";
import { isKept, type NodeTally, passedHandle } from "./node-tally.ts";
import type { RunFold } from "./run-fold.ts";

/** The texts a view needs beside the log: previews by value id, live text by step. */
export interface RunTexts {
  preview(valueId: string): string | null;
  stream(stepKey: string): string | null;
}

/** Which iteration of a container is looked at, by the container's node id. */
export type LookedAt = ReadonlyMap<string, number>;

const MOST_PREVIEW = 400;

/** What one card shows of the run at the moment `fold` stands at. */
export function viewNodeRun(fold: RunFold, nodeId: string, looked: LookedAt, texts: RunTexts): NodeRun {
  const indexed = fold.index.nodes.get(nodeId);
  if (!indexed) return IDLE_NODE_RUN;
  const { state } = fold;
  const tally = fold.tally(nodeId);
  const single = lookedStepKey(fold.index, nodeId, looked);
  const only = single === null ? null : (state.steps.get(single) ?? null);
  const summary = single === null ? nodeSummary(state, nodeId) : oneStep(only);
  const { counts, status } = summary;
  if (status === "idle") return IDLE_NODE_RUN;
  const shown = only ?? latest(state, tally, status);
  const host = shown === null ? null : hostRun(state, shown.key, texts);
  const isAsking = status === "running" && host !== null && host.isWaiting;
  const times = single === null ? tallyTimes(tally, state, counts) : stepTimes(only);
  const usage = single === null ? tallyUsage(tally) : stepUsage(only, host);
  const open = state.waiting.size > 0 ? waitingOf(state, nodeId, single) : [];
  const uncertainKeys = open.filter((key) => state.steps.get(key)?.status === "uncertain");
  const waitingKeys = open.filter((key) => !uncertainKeys.includes(key));
  const pausedAt = state.control.pause?.stepKey ?? null;
  const pausedNode = pausedAt === null ? null : (state.steps.get(pausedAt)?.nodeId ?? nodeIdOf(pausedAt));
  const streamed = shown && isLive(shown.status) ? texts.stream(host?.liveKey ?? shown.key) : null;
  const outputId = shown?.output?.id ?? null;
  const errorId = shown?.error?.value?.id ?? null;
  return {
    state: isAsking ? "waiting" : status,
    counts,
    total: summary.total,
    stepKey: shown?.key ?? null,
    attempt: shown?.attempt ?? 0,
    maxAttempts: indexed.node.policy.retry.maxAttempts,
    retried: single === null ? tally.retried : Number((only?.attempt ?? 0) > 1),
    handle: shown ? passedHandle(shown) : null,
    ...times,
    ...usage,
    preview: cut(streamed ?? (outputId === null ? null : texts.preview(outputId))),
    streaming: streamed !== null,
    error: shown?.error ?? null,
    errorText: errorId === null ? null : cut(texts.preview(errorId)),
    waitingKeys,
    waitingFor: waitingKeys.length > 0 ? (state.steps.get(waitingKeys[0] ?? "")?.waitFor ?? null) : null,
    dueAt: shown?.dueAt ?? null,
    handles: single === null ? tally.handles : passedBy(only),
    container: indexed.node.container ? containerRun(state, shown, looked.get(nodeId) ?? null, texts) : null,
    host,
    kept: keptFrom(shown),
    keptCount: single === null ? tally.kept : Number(only !== null && isKept(only)),
    uncertainKeys,
    isPausedHere: pausedAt !== null && (single === null ? pausedNode === nodeId : pausedAt === single),
    isUndone: shown !== null && isUndone(state, shown, indexed.node.policy.undo),
  };
}

/** The step of a node in the iterations looked at; null where some iteration around it is not chosen. */
export function lookedStepKey(index: PlanIndex, nodeId: string, looked: LookedAt): string | null {
  // A tool is called as often as its caller likes.
  if (index.nodes.get(nodeId)?.node.role === "tool") return null;
  const around: string[] = [];
  for (let id = index.nodes.get(nodeId)?.node.parentId ?? null; id !== null; ) {
    around.unshift(id);
    id = index.nodes.get(id)?.node.parentId ?? null;
  }
  let scope = "";
  for (const containerId of around) {
    const iteration = looked.get(containerId);
    if (iteration === undefined) return null;
    scope = iterationKey(childKey(scope, containerId), iteration);
  }
  return childKey(scope, nodeId);
}

function oneStep(record: StepRecord | null): NodeSummary {
  if (record === null) return { status: "idle", total: 0, counts: {} };
  return { status: record.status, total: 1, counts: { [record.status]: 1 } };
}

function latest(state: RunState, tally: NodeTally, status: StepStatus): StepRecord | null {
  const key = status === "failed" ? tally.lastFailedKey : status === "succeeded" ? tally.lastDoneKey : tally.lastKey;
  return state.steps.get(key ?? tally.lastKey ?? "") ?? null;
}

function isLive(status: StepStatus): boolean {
  return status === "running" || status === "retrying";
}

function tallyTimes(tally: NodeTally, state: RunState, counts: NodeRun["counts"]) {
  const open = (counts.running ?? 0) + (counts.retrying ?? 0) + (counts.waiting ?? 0) + (counts.queued ?? 0) > 0;
  const endedAt = open && state.end === null ? null : tally.lastEnd;
  const startedAt = tally.firstStart;
  return { startedAt, endedAt, durationMs: startedAt !== null && endedAt !== null ? endedAt - startedAt : null };
}

function stepTimes(record: StepRecord | null) {
  const startedAt = record?.startedAt ?? null;
  const endedAt = record?.endedAt ?? null;
  return { startedAt, endedAt, durationMs: startedAt !== null && endedAt !== null ? endedAt - startedAt : null };
}

function tallyUsage(tally: NodeTally) {
  return {
    tokens: tally.hasUsage ? tally.inputTokens + tally.outputTokens : null,
    usd: tally.hasUsage ? tally.usd : null,
    model: tally.model,
  };
}

function stepUsage(record: StepRecord | null, host: HostRun | null) {
  if (host !== null && record?.usage === null) return { tokens: host.tokens, usd: host.usd, model: host.model };
  // What was kept was paid for elsewhere.
  const usage = record === null || isKept(record) ? null : record.usage;
  return {
    tokens: usage ? usage.inputTokens + usage.outputTokens : null,
    usd: usage?.usd ?? null,
    model: record?.model ?? null,
  };
}

function waitingOf(state: RunState, nodeId: string, single: string | null): string[] {
  if (single !== null) return [...state.waiting].filter((key) => key === single || planStepKeyOf(key) === single);
  return [...state.waiting].filter((key) => state.steps.get(key)?.nodeId === nodeId);
}

function passedBy(record: StepRecord | null): ReadonlyMap<string, number> {
  const handle = record === null ? null : passedHandle(record);
  return handle === null ? new Map() : new Map([[handle, 1]]);
}

function containerRun(
  state: RunState,
  shown: StepRecord | null,
  looked: number | null,
  texts: RunTexts,
): ContainerRun | null {
  const record = shown ? state.containers.get(shown.key) : undefined;
  if (!shown || !record) return null;
  const kind = state.index.nodes.get(shown.nodeId)?.node.container?.kind ?? "each";
  const stateId = loopState(state, record.key, looked ?? record.results.size)?.id ?? null;
  return {
    kind,
    stepKey: record.key,
    count: record.count,
    done: record.results.size,
    shown: kind === "loop" ? record.results.size + record.open.size : record.count,
    failed: record.failed,
    looked,
    stateId,
    statePreview: stateId === null ? null : cut(texts.preview(stateId)),
  };
}

/** Where a step has its outcome from that did not run here; null where it did. */
export function keptFrom(record: Readonly<StepRecord> | null): KeptFrom | null {
  if (record === null) return null;
  if (record.cached !== null) return { by: "cache", ...record.cached };
  if (record.reused === null) return null;
  return typeof record.reused === "string" ? { by: record.reused } : { by: "run", runId: record.reused.runId };
}

function isUndone(state: RunState, record: StepRecord, undo: string | undefined): boolean {
  return undo !== undefined && state.steps.get(childKey(record.scopeKey, undo))?.status === "succeeded";
}

function cut(text: string | null): string | null {
  if (text === null || text.length <= MOST_PREVIEW) return text;
  return `${text.slice(0, MOST_PREVIEW)}…`;
}
