import { createReplay, indexPlan, type Replay, type RunEvent, type RunState, type StepRecord } from "@orrery/engine";
import { layOut, type PlacedDrawing } from "../drawing/lay-out.ts";
import { isKept, type NodeViews, viewNodes } from "../run/node-view.ts";
import { PlayClock } from "../run/play-clock.ts";
import { type StepRow, stepRows } from "../run/step-rows.ts";
import type { SharedNode, SharedRun, SharedStepValues } from "../shared-run.ts";

/** A row of the list of steps with its whole span, epoch ms; nulls where it never began or has not ended. */
export interface TimedRow extends StepRow {
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export interface RunUsage {
  readonly tokens: number;
  readonly usd: number;
}

/** A shared run with what came after it was opened: everything that the page shows is asked of this. */
export class RunModel {
  readonly run: SharedRun;
  readonly replay: Replay;
  readonly clock: PlayClock;
  readonly drawing: PlacedDrawing;
  readonly nodes: ReadonlyMap<string, SharedNode>;
  #values: SharedRun["values"];
  #rows: { readonly last: number; readonly rows: readonly TimedRow[] } | null = null;

  /** Throws `LogGapError` where the log of the run has a gap. */
  constructor(run: SharedRun) {
    this.run = run;
    this.replay = createReplay(indexPlan(run.plan), run.events);
    this.clock = new PlayClock(this.replay.events);
    this.drawing = layOut(run.drawing);
    this.nodes = new Map(run.drawing.nodes.map((node) => [node.id, node]));
    this.#values = run.values;
  }

  get last(): number {
    return this.replay.last;
  }

  /** Takes in what a stream sent. Throws `LogGapError` where a row is missing between. */
  append(events: readonly RunEvent[], values: SharedRun["values"]): void {
    const known = this.replay.events.length;
    this.replay.append(events);
    this.clock.append(this.replay.events.slice(known));
    this.#values = { ...this.#values, ...values };
  }

  at(seq: number): RunState {
    return this.replay.at(seq).state;
  }

  views(state: RunState): NodeViews {
    return viewNodes(state, this.run.usage);
  }

  nameOf(nodeId: string): string {
    return this.nodes.get(nodeId)?.name ?? nodeId;
  }

  valuesOf(stepKey: string): SharedStepValues {
    return Object.hasOwn(this.#values, stepKey) ? (this.#values[stepKey] ?? {}) : {};
  }

  /** All steps that the log so far speaks of, also of those that came up after the moment shown. */
  get rows(): readonly TimedRow[] {
    if (this.#rows?.last === this.last) return this.#rows.rows;
    const state = this.at(this.last);
    const rows = stepRows(state).map((row): TimedRow => {
      const step = state.steps.get(row.key);
      return { ...row, startedAt: step?.startedAt ?? null, endedAt: step?.endedAt ?? null };
    });
    this.#rows = { last: this.last, rows };
    return rows;
  }
}

/** What the steps of a run have used so far. What was kept from elsewhere cost nothing here. */
export function usageOf(state: RunState): RunUsage {
  let tokens = 0;
  let usd = 0;
  for (const step of state.steps.values()) {
    if (step.usage === null || isKept(step)) continue;
    tokens += step.usage.inputTokens + step.usage.outputTokens;
    usd += step.usage.usd;
  }
  return { tokens, usd };
}

/** The step of a node that tells most: one that waits, failed or works, otherwise the one that came up last. */
export function tellingStep(state: RunState, nodeId: string): StepRecord | null {
  const rank = (step: StepRecord): number => TELLING.indexOf(step.status);
  let best: StepRecord | null = null;
  for (const step of state.steps.values()) {
    if (step.nodeId !== nodeId || (step.sub !== null && step.sub.kind !== "tool")) continue;
    if (best === null || rank(step) >= rank(best)) best = step;
  }
  return best;
}

const TELLING: readonly StepRecord["status"][] = [
  "idle",
  "skipped",
  "cancelled",
  "queued",
  "succeeded",
  "retrying",
  "running",
  "failed",
  "uncertain",
  "waiting",
];
