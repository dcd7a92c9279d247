/**
 * What a dashboard says, of one workflow or of all of a workspace, over a range of time. Pure data: the studio draws it, a share
 * link projects it.
 *
 * Every figure is over the *ended runs that were made in the range*, so that the list of runs with the same `from` and `to`
 * (and `workflowId`, `status`, `errorCode`, `nodeId`) shows exactly the runs behind a number. A run is counted some seconds
 * after its end, once. Percentiles are read from histograms with buckets that grow by 2^(1/8): the true value lies within
 * ±4.5 % of the one given. Times are ms, moments epoch ms, money US dollars.
 */
export interface Dashboard {
  /** What it is about; null: all workflows of the workspace. */
  readonly workflow: { readonly id: string; readonly name: string } | null;
  /** Full hours (full days in UTC where `from` is more than 90 days ago); `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  readonly totals: DashboardFigures;
  /** Runs that have not ended yet, whenever they were made. */
  readonly open: OpenRuns;
  /** Runs that have ended and are not counted yet: more than a handful only while old runs are being caught up. */
  readonly uncounted: number;
  /** The width of each of `series`: 1 h up to 7 days. */
  readonly stepMs: number;
  /** Without gaps from `from` on, oldest first; the last one may end after `to`. */
  readonly series: readonly DashboardBucket[];
  /** Those with the most runs first, at most 50; empty on the dashboard of one workflow. */
  readonly workflows: readonly WorkflowFigures[];
  /** By mean time of work in a run, the slowest first, at most 10. Containers are left out: what they hold is listed. */
  readonly slowest: readonly NodeFigures[];
  /** By dollars in all, then by tokens; only nodes that took some, at most 10. */
  readonly costliest: readonly NodeFigures[];
  /** What failed, the most frequent first, at most 20. */
  readonly errors: readonly ErrorGroup[];
}

export interface DashboardFigures {
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** succeeded / (succeeded + failed), 0 to 1; null where neither is. Cancelled runs say nothing of it. */
  readonly successShare: number | null;
  /** From the start of a run to its end, waits included, of runs that succeeded or failed; null where there is none. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** Dollars that model calls took, by the prices that were set when they were made. */
  readonly usd: number;
  /** Input and output tokens together. */
  readonly tokens: number;
  /** The one of them that took longest, of those that succeeded or failed. */
  readonly slowestRun: { readonly id: string; readonly ms: number } | null;
}

export interface DashboardBucket extends DashboardFigures {
  readonly at: number;
}

/** How many runs stand so now; none is more than `mostOpen`, which means "that many or more". */
export interface OpenRuns {
  readonly queued: number;
  readonly running: number;
  readonly waiting: number;
  readonly paused: number;
  readonly cancelling: number;
}

export const mostOpen = 1_000;

export interface WorkflowFigures extends DashboardFigures {
  /** Null: runs that belong to no workflow, such as those of a file. */
  readonly workflowId: string | null;
  readonly name: string;
}

export interface NodeFigures {
  readonly workflowId: string | null;
  readonly workflowName: string;
  readonly nodeId: string;
  /** As it was called in the newest run that is counted. */
  readonly nodeName: string;
  readonly nodeType: string;
  /** Runs in which it began, and of those the runs in which one of its steps failed. */
  readonly runs: number;
  readonly failedRuns: number;
  /** Its time of work in one run: all its steps and attempts, without waits. */
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Over all runs. */
  readonly totalMs: number;
  readonly usd: number;
  readonly tokens: number;
  /** Attempts after the first, over all runs. */
  readonly retries: number;
  /** The run in which it worked longest, and the one in which it took most money; null where it took none. */
  readonly slowestRun: { readonly id: string; readonly ms: number };
  readonly dearestRun: { readonly id: string; readonly usd: number } | null;
}

/** Runs in which a step of this node failed with this code, also where the run went on. */
export interface ErrorGroup {
  readonly workflowId: string | null;
  readonly workflowName: string;
  /** Null: no node's, such as a budget that was used up. */
  readonly nodeId: string | null;
  readonly nodeName: string | null;
  readonly nodeType: string | null;
  readonly code: string;
  readonly runs: number;
  /** The newest of them, and when it was made. */
  readonly lastRunId: string;
  readonly lastAt: number;
}

/** Which dashboard is asked for. */
export interface DashboardQuestion {
  /** Left out: all workflows. */
  readonly workflowId?: string;
  /** Epoch ms; widened to full hours. */
  readonly from: number;
  readonly to: number;
}
