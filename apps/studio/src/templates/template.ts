import type { Graph, Json } from "@orrery/graph";

export type TemplateNeed = "offline" | "model-key" | "web";

/** A workflow to begin with: a graph, an input it runs on, and what to say about it. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it does with what. */
  readonly description: string;
  readonly needs: readonly TemplateNeed[];
  /** Short words for its shape, such as "Approval" or "For each". */
  readonly patterns: readonly string[];
  /** About how long a run of the sample takes, such as "3 s". */
  readonly duration: string;
  readonly sampleInput: Json;
  readonly graph: Graph;
}
