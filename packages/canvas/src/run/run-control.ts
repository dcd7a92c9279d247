import type { BudgetLimits } from "@orrery/engine";
import type { Json } from "@orrery/graph";
import type { Plan } from "@orrery/plan";

/** What a new run is to make again of the one shown; everything else whose node and inputs are unchanged is kept. */
export interface ForkOrder {
  /** Up to which event of the run shown. */
  readonly seq: number;
  readonly rerun: readonly string[];
  /** Values in place of what steps gave. */
  readonly outputs: readonly { readonly stepKey: string; readonly value: Json }[];
  /** Absent: the run's own. */
  readonly input?: Json;
  /** `draft`: the workflow as it is drawn now. */
  readonly graph: "same" | "draft";
  /** Of the draft: only what leads to this node runs. */
  readonly to?: string;
  /** What ended is kept as it is, also where it, or what came before it, has been changed since. */
  readonly asIs?: true;
}

/** A run as another one names it. */
export interface LinkedRun {
  readonly id: string;
  /** A few letters of it, for people. */
  readonly short: string;
  readonly href: string;
}

export interface ForkedRun extends LinkedRun {
  readonly status: string;
  /** Epoch ms. */
  readonly createdAt: number;
}

/**
 * What a person does to the run that is shown, carried out by the page around the canvas. A rejected promise is shown to
 * the person with its message.
 */
export interface RunControl {
  pause(): Promise<void>;
  /** `step`: until the next step would start. `raise` sets limits anew, absolute. */
  resume(mode: "run" | "step", raise?: BudgetLimits): Promise<void>;
  stop(): Promise<void>;
  /** What is to become of a step that a crash left open. */
  settle(stepKey: string, choice: "retry" | "fail"): Promise<void>;
  /** Starts a new run that keeps what it can of the one shown, and shows it. */
  fork(order: ForkOrder): Promise<void>;
  /** The plan of the workflow as it is drawn now; null where it cannot run, or is not stored. */
  draftPlan(): Promise<Plan | null>;
  link(runId: string): LinkedRun;
  /** Where the run shown is laid over another one, which was `before` it or came `after` it. */
  compareHref?(runId: string, is: "before" | "after"): string;
  /** The run that waits for the one shown, and its step; null where none does, or it is not known. */
  readonly parent: { readonly runId: string; readonly stepKey: string } | null;
  /** Where a step is called that waits for a call. */
  signalAddress?(stepKey: string): Promise<string>;
  /** Runs that were forked from the one shown, newest first. */
  forks(): Promise<readonly ForkedRun[]>;
}
