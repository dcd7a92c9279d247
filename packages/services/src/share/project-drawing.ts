import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { SharedDrawing, SharedNode } from "@orrery/viewer/shared-run";

const card = { width: 232, height: 92 } as const;
const room = { width: 480, height: 260 } as const;

/** A graph as it is drawn for others: names and places. Notes, descriptions and config stay behind. */
export function projectDrawing(graph: Graph, catalog: Catalog): SharedDrawing {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const nodes = graph.nodes
    .filter((node) => catalog.get(node.type)?.traits.role !== "note")
    .map((node) => projectNode(node, byId, catalog));
  const shown = new Set(nodes.map(({ id }) => id));
  const edges = graph.edges
    .filter((edge) => shown.has(edge.source) && shown.has(edge.target))
    .map(({ id, source, sourceHandle, target, targetHandle }) => ({
      id,
      from: source,
      fromHandle: sourceHandle,
      to: target,
      toHandle: targetHandle,
    }));
  return { nodes, edges };
}

function projectNode(node: GraphNode, byId: ReadonlyMap<string, GraphNode>, catalog: Catalog): SharedNode {
  const definition = catalog.get(node.type);
  const isRoom = Boolean(definition?.traits.container);
  return {
    id: node.id,
    name: node.label ?? node.id,
    type: node.type,
    typeTitle: definition?.title ?? node.type,
    category: definition?.category ?? "note",
    ...(definition !== undefined && { icon: definition.icon }),
    ...placeOf(node, byId),
    ...(isRoom ? sizeOf(node) : card),
    ...(node.parentId !== undefined && { parent: node.parentId }),
  };
}

function sizeOf({ size = room }: GraphNode): { readonly width: number; readonly height: number } {
  return { width: size.width, height: size.height };
}

function placeOf(node: GraphNode, byId: ReadonlyMap<string, GraphNode>): { readonly x: number; readonly y: number } {
  let { x, y } = node.position;
  const seen = new Set([node.id]);
  let parent = node.parentId === undefined ? undefined : byId.get(node.parentId);
  while (parent && !seen.has(parent.id)) {
    seen.add(parent.id);
    x += parent.position.x;
    y += parent.position.y;
    parent = parent.parentId === undefined ? undefined : byId.get(parent.parentId);
  }
  return { x, y };
}
