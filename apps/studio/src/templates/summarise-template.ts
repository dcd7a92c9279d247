import { type GraphSketch, sketchGraph } from "@orrery/graph";
import type { Template, TemplateSummary } from "./template.ts";

/** What the gallery needs of a template: of its graph only the places of the nodes and what is joined to what. */
export function summariseTemplate(template: Template): TemplateSummary & { readonly drawing: GraphSketch } {
  const { id, title, description, shows, needs, task, patterns, duration, graph } = template;
  return { id, title, description, shows, needs, task, patterns, duration, drawing: sketchGraph(graph) };
}
