import { type Graph, type GraphNode, isToolEdge } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";

/** Why a node's output cannot be pinned, in words; null where it can. */
export function whyNoPin(graph: Graph, node: GraphNode, catalog: Catalog): string | null {
  const role = catalog.get(node.type)?.traits.role;
  if (role === "note") return "A note gives nothing.";
  if (role === "entry") return "What starts a run is what you run it with.";
  if (role === "output") return "What the run gives comes from the steps before it. Pin one of those.";
  if (graph.edges.some((edge) => isToolEdge(edge) && edge.target === node.id))
    return "A tool answers each call by itself.";
  if (graph.nodes.some(({ policy }) => policy?.undo === node.id)) return "It runs only to undo another step.";
  return null;
}
