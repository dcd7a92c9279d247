import type { Graph, GraphNode } from "@orrery/graph";
import { type Catalog, worksInSubSteps } from "@orrery/node-kit";
import { nodeShape } from "../flow/node-shape.ts";

export interface UndoCandidate {
  readonly id: string;
  readonly title: string;
}

/** The nodes that may undo `node`: beside it, without connections, holding nothing, undoing nothing else, done in one piece and without waiting. */
export function undoCandidates(graph: Graph, catalog: Catalog, node: GraphNode): readonly UndoCandidate[] {
  const connected = new Set(graph.edges.flatMap((edge) => [edge.source, edge.target]));
  const taken = new Set(graph.nodes.flatMap((one) => (one.id === node.id ? [] : (one.policy?.undo ?? []))));
  return graph.nodes.flatMap((other) => {
    const { definition, title } = nodeShape(catalog, other);
    const fits =
      other.id !== node.id &&
      other.parentId === node.parentId &&
      other.policy?.undo === undefined &&
      definition?.traits.role === "step" &&
      definition.traits.container === undefined &&
      definition.traits.waits === undefined &&
      !worksInSubSteps(definition, other.config) &&
      !connected.has(other.id) &&
      !taken.has(other.id);
    return fits ? [{ id: other.id, title }] : [];
  });
}
