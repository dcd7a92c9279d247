import { type Graph, isToolEdge } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";

/** Why a draft cannot be run to a node, in words; null where it may be tried. */
export function whyNoPart(graph: Graph, nodeId: string, catalog: Catalog): string | null {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (node === undefined) return "This node is not there any more.";
  if (catalog.get(node.type)?.traits.role === "note") return "A note does not run.";
  if (graph.edges.some((edge) => isToolEdge(edge) && edge.target === nodeId)) return "A tool runs when it is called.";
  if (graph.nodes.some(({ policy }) => policy?.undo === nodeId)) return "It runs only to undo another step.";
  return null;
}
