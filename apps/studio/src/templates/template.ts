import type { Graph, Json, TemplateNeed } from "@orrery/graph";

/** A workflow to begin with: a graph, an input it runs on, and what to say about it. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it does with what. */
  readonly description: string;
  /** What one learns by looking at it. */
  readonly shows: string;
  readonly needs: readonly TemplateNeed[];
  /** What people do with it, such as "Support". */
  readonly task: string;
  /** Short words for its shape, such as "Approval" or "For each". */
  readonly patterns: readonly string[];
  /** About how long a run of the sample takes, such as "about 3 s". */
  readonly duration: string;
  /** Who is asked over the network, beside models. */
  readonly hosts: readonly string[];
  /** Who made it. */
  readonly by: string;
  /** What its entry is given in the first run. */
  readonly sampleInput: Json;
  readonly graph: Graph;
}

/** What the gallery shows of a template, without what only its own page or a workflow made of it needs. */
export interface TemplateSummary
  extends Pick<Template, "id" | "title" | "description" | "shows" | "needs" | "task" | "patterns" | "duration"> {
  /** Enough of the graph to draw it small. */
  readonly drawing: Pick<Graph, "nodes" | "edges">;
}
