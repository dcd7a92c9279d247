import type { Graph, GraphEdge, GraphNode } from "../graph.ts";
import { isToolEdge, withToolEntry } from "../tool-entries.ts";

/** A piece of a document on its way through the clipboard. */
export interface Clip {
  readonly schema: "orrery.clip/v1";
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The named nodes, everything inside them, and the edges that have both ends among them. */
export function copyNodes(graph: Graph, ids: Iterable<string>): Clip {
  const wanted = new Set(ids);
  const children = Map.groupBy(graph.nodes, (node) => node.parentId);
  for (const id of wanted) for (const child of children.get(id) ?? []) wanted.add(child.id);
  const nodes = graph.nodes.filter((node) => wanted.has(node.id));
  const edges = graph.edges.filter((edge) => wanted.has(edge.source) && wanted.has(edge.target));
  const left = graph.edges.filter((edge) => isToolEdge(edge) && wanted.has(edge.source) && !wanted.has(edge.target));
  return {
    schema: "orrery.clip/v1",
    nodes: nodes.map((node) => withoutTools(orphan(node, wanted), left)),
    edges,
  };
}

/** What is said of tools that were not copied with the node stays behind too. */
function withoutTools(node: GraphNode, left: readonly GraphEdge[]): GraphNode {
  return left
    .filter(({ source }) => source === node.id)
    .reduce((without, { target }) => withToolEntry(without, target, null), node);
}

/** A node whose container was not copied with it stands at the root of the clip. */
function orphan(node: GraphNode, wanted: ReadonlySet<string>): GraphNode {
  if (node.parentId === undefined || wanted.has(node.parentId)) return node;
  const { parentId: _left, ...rest } = node;
  return rest;
}
