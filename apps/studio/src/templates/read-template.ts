import { templateNeeds } from "@orrery/graph";
import { readGraph } from "./read-graph.ts";
import type { Template } from "./template.ts";

/** What a template's file `<id>.about.json` says beside its graph. */
type TemplateAbout = Omit<Template, "graph" | "needs"> & { readonly needs: readonly string[] };

/** Puts a template that is part of Orrery together. Throws where one of its two files is broken, which a test would have shown. */
export function readTemplate(about: TemplateAbout, graph: unknown): Template {
  const known = templateNeeds.filter((need) => about.needs.includes(need));
  if (known.length !== about.needs.length) throw new Error(`${about.id} needs what is not known: ${about.needs}`);
  return { ...about, needs: known, graph: readGraph(graph) };
}
