import type { Graph, TemplateAbout } from "@orrery/graph";

/** A workflow to begin with: a graph, an input it runs on, and what to say about it. */
export interface Template extends TemplateAbout {
  readonly id: string;
  readonly graph: Graph;
}

/** What the gallery shows of a template, without what only its own page or a workflow made of it needs. */
export interface TemplateSummary
  extends Pick<Template, "id" | "title" | "description" | "shows" | "needs" | "task" | "patterns" | "duration"> {
  /** Enough of the graph to draw it small; null where nobody has drawn it. */
  readonly drawing: Pick<Graph, "nodes" | "edges"> | null;
}
