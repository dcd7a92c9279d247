/** How the steps of a node went in one run, the most telling first: one failed; else one was cancelled; else one succeeded. */
export type NodeOutcome = "failed" | "cancelled" | "succeeded" | "skipped";

/**
 * One node of one run that has ended: what all its steps did together. Only nodes that the log speaks of have one. What was
 * kept from another run, given by a person or taken from the result cache is `kept` and is in none of the other figures.
 */
export interface NodeFact {
  readonly nodeId: string;
  readonly nodeType: string;
  /** Of the plan: changes when the node is edited, and with nothing else. */
  readonly nodeHash: string;
  /** Whether it holds other nodes: its `ms` is then the time in which they ran, too. */
  readonly isContainer: boolean;
  /** Steps that were begun and worked out in this run; more than one inside containers. */
  readonly steps: number;
  /** Steps that were not worked out here, see above. */
  readonly kept: number;
  /** Steps, of those in `steps`, whose last attempt failed, also where the node's policy handled that. */
  readonly failed: number;
  /** Attempts that were begun, over all its steps; `attempts - steps` were repeated. */
  readonly attempts: number;
  /** Time of work in ms, over all its attempts: from start to end, waits and the pauses before another attempt left out. */
  readonly ms: number;
  /** Time in ms that its steps waited: for a person, a time, a signal or another run. */
  readonly waitMs: number;
  /** Dollars that its model calls took; null where it made none. A model without a price counts as 0. */
  readonly costUsd: number | null;
  /** Tokens that its model calls took, input and output together. */
  readonly tokens: number;
  readonly outcome: NodeOutcome;
  /** The first of `errorCodes`; null where no step failed. */
  readonly errorCode: string | null;
  /** The codes of the steps that failed, each once, in the order in which they came. */
  readonly errorCodes: readonly string[];
  /** By which handle its steps were left, and how often: the path taken. A failed step that was handled as a branch leaves by `error`. */
  readonly handles: Readonly<Record<string, number>>;
}

/** One run that has ended. Times are epoch ms. */
export interface RunFacts {
  readonly runId: string;
  readonly workspaceId: string;
  /** Null where it belongs to none: a graph run from a file. */
  readonly workflowId: string | null;
  /** Of what it executed: the same for the same plan, whether it is a draft or a version. */
  readonly versionHash: string;
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly createdAt: number;
  /** Null where it was cancelled before it began. */
  readonly startedAt: number | null;
  readonly endedAt: number;
  /** Of a failed run: why; and the node whose step failed, null where it was none's (a budget). */
  readonly errorCode: string | null;
  readonly errorNodeId: string | null;
  /** Dollars of all its nodes; null where none called a model. Those of runs that it started are in their own facts. */
  readonly costUsd: number | null;
  readonly tokens: number;
  /** In the order in which their first events came. Empty where the log is gone. */
  readonly nodes: readonly NodeFact[];
}
