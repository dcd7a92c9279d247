import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import type { JsonObject } from "./json.ts";

/**
 * The text of an exported file: two spaces, our own keys in a fixed order, nodes and edges by id, config fields by name.
 * The same document always gives the same text, whatever order it was drawn in, so that changes in git stay small.
 */
export function formatGraph(graph: Graph): string {
  return `${JSON.stringify(canonicalGraph(graph), null, 2)}\n`;
}

/** The document with everything whose order means nothing put in a fixed order. */
export function canonicalGraph(graph: Graph): Graph {
  return {
    schema: graph.schema,
    name: graph.name,
    ...pick(graph, ["description"]),
    nodes: graph.nodes.toSorted(byId).map(canonicalNode),
    edges: graph.edges.toSorted(byId).map(canonicalEdge),
    ...pick(graph, ["settings"]),
  };
}

function canonicalNode(node: GraphNode): GraphNode {
  return {
    id: node.id,
    type: node.type,
    ...pick(node, ["typeVersion", "label", "parentId"]),
    position: { x: node.position.x, y: node.position.y },
    ...pick(node, ["size"]),
    config: sortedFields(node.config),
    ...pick(node, ["policy", "join", "disabled", "pinned"]),
  };
}

function canonicalEdge({ id, source, sourceHandle, target, targetHandle }: GraphEdge): GraphEdge {
  return { id, source, sourceHandle, target, targetHandle };
}

function sortedFields(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> | object {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
