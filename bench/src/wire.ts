import type { GraphEdge } from "@orrery/graph";

/** The edge from a node's one way out. */
export function wire(source: string, target: string): GraphEdge {
  return { id: `${source}_${target}`, source, sourceHandle: "out", target, targetHandle: "in" };
}
