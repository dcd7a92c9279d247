import type { Graph } from "@orrery/graph";

/** Stores a drawing as a new workflow and publishes it, so that it can be called. Rejects with what is to be said. */
export type MakeWorkflow = (child: Graph) => Promise<{ readonly workflowId: string; readonly version: number }>;
