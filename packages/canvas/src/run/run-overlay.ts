import {
  indexPlan,
  isEnded,
  nodeIdOf,
  type PauseRecord,
  type PlanIndex,
  type RunEvent,
  type RunState,
  type RunStatus,
  runStatus,
  type StepDelta,
  type ValuePreview,
  type WatchItem,
} from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Plan } from "@orrery/plan";
import { FrameBatch } from "./frame-batch.ts";
import type { NodeRun } from "./node-run.ts";
import { RunFold } from "./run-fold.ts";
import { RunMoments } from "./run-moments.ts";
import { StreamTexts } from "./stream-texts.ts";
import { viewNodeRun } from "./view-node-run.ts";

/** The run as a whole, for heads, docks and run pages. A new object whenever something changed. */
export interface RunOverlayState {
  readonly status: RunStatus;
  /** The last event known; with a playhead, the event looked at. */
  readonly seq: number;
  readonly lastSeq: number;
  /** The first moment that can be looked at: 0 when the whole log is here. */
  readonly firstSeq: number;
  /** The moment looked at; null follows the run. */
  readonly playhead: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly steps: number;
  readonly tokens: number;
  readonly usd: number;
  readonly waiting: readonly string[];
  /** Why and where the run stands still; null while it does not. */
  readonly pause: PauseRecord | null;
  /** How the run stands now, also while a moment of its past is looked at. */
  readonly live: { readonly status: RunStatus; readonly pause: PauseRecord | null };
}

/** Live states of one run, derived from its log by the engine's own fold. Holds nothing that the log does not give again. */
export interface RunOverlay {
  readonly plan: Plan;
  readonly graph: Graph;
  readonly index: PlanIndex;
  getState(): RunOverlayState;
  subscribe(listener: () => void): () => void;
  /** What the watcher of a run receives, in order. Listeners hear of it once a frame. */
  apply(item: WatchItem): void;
  getNode(nodeId: string): NodeRun;
  subscribeNode(nodeId: string, listener: () => void): () => void;
  /** The folded state at the playhead, to read from. */
  runState(): RunState;
  /** The folded state of the whole log, wherever the playhead stands; to read from. */
  latestState(): RunState;
  /** The fold of the log up to and including `seq`, of its own. */
  at(seq: number): RunState;
  /** Looks at a moment of the log; null goes back to the latest. */
  seek(seq: number | null): void;
  /** Makes ready for jumps to any moment, in pauses of the page. Returns what ends it. */
  prepare(): () => void;
  /** Events known, in order. */
  readonly events: readonly RunEvent[];
  preview(valueId: string): ValuePreview | null;
  stream(stepKey: string): string | null;
  /** Looks at one iteration of a container, or at all. */
  look(containerId: string, iteration: number | null): void;
  lookedAt(): ReadonlyMap<string, number>;
}

export interface CreateRunOverlayOptions {
  readonly plan: Plan;
  /** The drawing the run shows. */
  readonly graph: Graph;
}

/** An overlay that has seen nothing yet. */
export function createRunOverlay({ plan, graph }: CreateRunOverlayOptions): RunOverlay {
  const index = indexPlan(plan);
  const live = new RunFold(index);
  const previews = new Map<string, ValuePreview>();
  /** The step that names a value, by the value's id. */
  const valueOwner = new Map<string, string>();
  const streams = new StreamTexts();
  const texts = {
    preview: (valueId: string) => previews.get(valueId)?.preview ?? null,
    stream: (stepKey: string) => (moment === null ? streams.read(stepKey) : null),
  };
  const moments = new RunMoments(index);
  const nodeViews = new Map<string, NodeRun>();
  const nodeListeners = new Map<string, Set<() => void>>();
  const listeners = new Set<() => void>();
  let looked: ReadonlyMap<string, number> = new Map();
  let moment: RunFold | null = null;
  let playhead: number | null = null;
  let firstSeq = 0;
  let whole: RunOverlayState | null = null;
  const dirty = new Set<string>();
  /** By the node that undoes: the node that it undoes. */
  const undoneBy = new Map(plan.nodes.flatMap(({ id, policy }) => (policy.undo ? [[policy.undo, id] as const] : [])));
  const frame = new FrameBatch(flush);

  const shown = () => moment ?? live;

  function flush(): void {
    for (const nodeId of live.takeTouched()) if (moment === null) markNode(nodeId);
    const changed = [...dirty];
    dirty.clear();
    whole = null;
    for (const nodeId of changed) nodeViews.delete(nodeId);
    for (const nodeId of changed) for (const listener of nodeListeners.get(nodeId) ?? []) listener();
    for (const listener of listeners) listener();
  }

  /** A container's card and edges speak of its children, and the other way round. */
  function markNode(nodeId: string): void {
    dirty.add(nodeId);
    const parentId = index.nodes.get(nodeId)?.node.parentId;
    if (parentId) dirty.add(parentId);
    const undone = undoneBy.get(nodeId);
    if (undone) dirty.add(undone);
  }

  /** A sub-step is shown by the step that it belongs to; a tool that was called also by its own card. */
  function markStep(stepKey: string): void {
    markNode(nodeIdOf(stepKey));
    const called = live.state.steps.get(stepKey)?.nodeId;
    if (called !== undefined) markNode(called);
  }

  function markPause(): void {
    const stepKey = shown().state.control.pause?.stepKey;
    if (stepKey) markStep(stepKey);
  }

  function markAll(): void {
    for (const nodeId of index.nodes.keys()) dirty.add(nodeId);
    frame.request();
  }

  function applyEvents(fresh: readonly RunEvent[]): void {
    const next = fresh.filter((event) => event.seq > live.state.seq);
    if (next.length === 0) return;
    markPause();
    live.apply(next);
    markPause();
    moments.append(next);
    for (const event of next) {
      if (!("stepKey" in event) || event.stepKey === undefined) continue;
      const { stepKey } = event;
      if ("input" in event && event.input) valueOwner.set(event.input.id, stepKey);
      if ("output" in event && event.output) valueOwner.set(event.output.id, stepKey);
      if ("error" in event && event.error?.value) valueOwner.set(event.error.value.id, stepKey);
      if ("state" in event && event.state) valueOwner.set(event.state.id, stepKey);
      if ("value" in event && event.value) valueOwner.set(event.value.id, stepKey);
      if (event.type === "step.succeeded" || event.type === "step.failed") streams.delete(event.stepKey);
    }
  }

  /** Live text travels beside the log and may come after the end of its step. */
  function isOver(delta: StepDelta): boolean {
    const record = live.state.steps.get(delta.stepKey);
    return record !== undefined && (isEnded(record.status) || delta.attempt < record.attempt);
  }

  /** Shows a moment of the past. Only what differs from the one before it is drawn anew. */
  function showMoment(seq: number): void {
    const next = moments.at(seq);
    if (moment === null || next.touched === null) {
      moment ??= new RunFold(index);
      moment.show({ state: next.state, touched: null });
      markAll();
      return;
    }
    moment.show(next);
    for (const stepKey of next.touched) markStep(stepKey);
    markPause();
    frame.request();
  }

  function wholeState(): RunOverlayState {
    const { state } = shown();
    let tokens = 0;
    let usd = 0;
    for (const nodeId of index.nodes.keys()) {
      const tally = shown().tally(nodeId);
      tokens += tally.inputTokens + tally.outputTokens;
      usd += tally.usd;
    }
    return {
      status: runStatus(state),
      seq: state.seq,
      lastSeq: live.state.seq,
      firstSeq,
      playhead,
      startedAt: state.started?.at ?? null,
      endedAt: state.end?.at ?? null,
      steps: state.stepsStarted,
      tokens,
      usd,
      waiting: [...state.waiting],
      pause: pauseOf(state),
      live: { status: runStatus(live.state), pause: pauseOf(live.state) },
    };
  }

  return {
    plan,
    graph,
    index,
    events: moments.events,
    getState() {
      whole ??= wholeState();
      return whole;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply(item) {
      switch (item.kind) {
        case "snapshot":
          if (item.seq <= live.state.seq) return;
          if (!live.load(item.state)) return;
          moments.begin(item.state);
          firstSeq = item.seq;
          for (const record of live.state.steps.values()) {
            if (record.sub?.input) valueOwner.set(record.sub.input.id, record.key);
            if (record.output) valueOwner.set(record.output.id, record.key);
            if (record.error?.value) valueOwner.set(record.error.value.id, record.key);
          }
          break;
        case "events":
          applyEvents(item.events);
          break;
        case "previews":
          for (const preview of item.previews) {
            previews.set(preview.valueId, preview);
            const owner = valueOwner.get(preview.valueId);
            if (owner) markStep(owner);
          }
          break;
        case "delta":
          if (isOver(item.delta)) return;
          streams.add(item.delta);
          if (moment === null) markStep(item.delta.stepKey);
          break;
      }
      frame.request();
    },
    getNode(nodeId) {
      let view = nodeViews.get(nodeId);
      if (!view) {
        view = viewNodeRun(shown(), nodeId, looked, texts);
        nodeViews.set(nodeId, view);
      }
      return view;
    },
    subscribeNode(nodeId, listener) {
      const set = nodeListeners.get(nodeId) ?? new Set();
      nodeListeners.set(nodeId, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    runState: () => shown().state,
    latestState: () => live.state,
    at: (seq) => moments.own(seq),
    seek(seq) {
      const wanted = seq === null || seq >= live.state.seq ? null : Math.max(seq, firstSeq);
      if (wanted === playhead) return;
      markPause();
      playhead = wanted;
      if (wanted !== null) return showMoment(wanted);
      moment = null;
      markAll();
    },
    prepare: () => moments.prepare(() => playhead === null),
    preview: (valueId) => previews.get(valueId) ?? null,
    stream: texts.stream,
    look(containerId, iteration) {
      const next = new Map(looked);
      if (iteration === null) next.delete(containerId);
      else next.set(containerId, iteration);
      looked = next;
      markAll();
    },
    lookedAt: () => looked,
  };
}

/** A run that has ended, or is about to, no longer stands still. */
function pauseOf(state: RunState): PauseRecord | null {
  return runStatus(state) === "paused" ? state.control.pause : null;
}
