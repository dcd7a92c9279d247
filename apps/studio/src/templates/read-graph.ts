import { type Graph, parseGraph } from "@orrery/graph";

/** Reads a graph that is part of Orrery itself. Throws where it is broken, which a test would have shown. */
export function readGraph(document: unknown): Graph {
  const parsed = parseGraph(document);
  if (!parsed.ok) throw new Error(`A template is broken: ${parsed.diagnostics.map((one) => one.message).join(" ")}`);
  return parsed.graph;
}
