/** How far back a shared dashboard looks from now; chosen when it is shared. */
export type SharedRange = "24h" | "7d" | "30d" | "90d";

/**
 * What a page of a shared dashboard is given. Counts, shares of success and times always; names, error codes, and cost with
 * tokens where they are shared; of no run its id. Times are ms, moments epoch ms, money US dollars. Every figure is over the
 * ended runs that were made in the range.
 */
export interface SharedDashboard {
  readonly v: 1;
  readonly kind: "dashboard";
  readonly about: "workflow" | "workspace";
  /** The workflow's name; empty for a workspace, and where names are not shared. */
  readonly title: string;
  /** Hidden: workflows and steps are called by a number, "Workflow 1", "Step 3", which holds within this object only. */
  readonly names: "shown" | "hidden";
  /** Hidden: there is neither money nor tokens in it. */
  readonly usage: "shown" | "hidden";
  readonly range: SharedRange;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** When it was read. */
  readonly readAt: number;
  readonly totals: SharedFigures;
  readonly open: SharedOpenRuns;
  /** The width of each of `series`. */
  readonly stepMs: number;
  /** Without gaps, oldest first. */
  readonly series: readonly SharedBucket[];
  /** Those with the most runs first; empty for one workflow. */
  readonly workflows: readonly SharedWorkflowFigures[];
  /** By mean time of work in a run, the slowest first. */
  readonly slowest: readonly SharedStepFigures[];
  /** By dollars, then by tokens; null: cost is not shared. */
  readonly costliest: readonly SharedStepCost[] | null;
  /** The most frequent first; null: error codes are not shared. */
  readonly errors: readonly SharedError[] | null;
  /** Relative URL of this object as it is later; null: it stays as it is, as in a preview. */
  readonly live: string | null;
}

export interface SharedFigures {
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** succeeded / (succeeded + failed), 0 to 1; null where neither is. */
  readonly successShare: number | null;
  /** From the start of a run to its end; null where none succeeded or failed. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** Absent where cost is not shared. */
  readonly cost?: SharedCost;
}

export interface SharedCost {
  readonly usd: number;
  readonly tokens: number;
}

export interface SharedBucket extends SharedFigures {
  readonly at: number;
}

/** How many runs stand so now. */
export interface SharedOpenRuns {
  readonly queued: number;
  readonly running: number;
  readonly waiting: number;
  readonly paused: number;
  readonly cancelling: number;
}

export interface SharedWorkflowFigures extends SharedFigures {
  readonly name: string;
}

/** What names a step: its workflow is null on the dashboard of one. */
export interface SharedPlace {
  readonly workflow: string | null;
  readonly step: string;
}

export interface SharedStepFigures extends SharedPlace {
  readonly runs: number;
  readonly failedRuns: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface SharedStepCost extends SharedPlace, SharedCost {
  readonly runs: number;
}

export interface SharedError extends SharedPlace {
  readonly code: string;
  readonly runs: number;
  /** When the newest of them was made, to the minute. */
  readonly lastAt: number;
}
