import type { Graph, GraphNode } from "@orrery/graph";

/** A folded container is drawn as large as a card. */
export const FOLDED_SIZE = { width: 232, height: 86 };

const folded = new WeakMap<GraphNode, GraphNode>();
const last = new WeakMap<Graph, { readonly collapsed: ReadonlySet<string>; readonly graph: Graph }>();

/**
 * The graph as it is drawn: without what folded containers hold, and these as small as a card. A connection never crosses the
 * border of a container, so those that remain lead to its border anyway. Keeps its identity for the same graph and set.
 */
export function visibleGraph(graph: Graph, collapsed: ReadonlySet<string>): Graph {
  if (collapsed.size === 0) return graph;
  const known = last.get(graph);
  if (known?.collapsed === collapsed) return known.graph;
  const hidden = insideOf(graph, collapsed);
  const visible: Graph = {
    ...graph,
    nodes: graph.nodes
      .filter((node) => !hidden.has(node.id))
      .map((node) => (collapsed.has(node.id) ? foldedNode(node) : node)),
    edges: graph.edges.filter((edge) => !hidden.has(edge.source) && !hidden.has(edge.target)),
  };
  last.set(graph, { collapsed, graph: visible });
  return visible;
}

/** The ids of everything that some containers hold, at any depth. */
export function insideOf(graph: Graph, containers: ReadonlySet<string>): ReadonlySet<string> {
  const inside = new Set<string>();
  const children = Map.groupBy(graph.nodes, (node) => node.parentId ?? null);
  const open = [...containers];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { id } of children.get(at) ?? []) {
      if (inside.has(id)) continue;
      inside.add(id);
      open.push(id);
    }
  }
  return inside;
}

/** The containers around a node, from the inside out. */
export function around(graph: Graph, nodeId: string): string[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const found: string[] = [];
  for (let id = byId.get(nodeId)?.parentId; id !== undefined && found.length < 64; id = byId.get(id)?.parentId) {
    found.push(id);
  }
  return found;
}

function foldedNode(node: GraphNode): GraphNode {
  let small = folded.get(node);
  if (!small) {
    small = { ...node, size: FOLDED_SIZE };
    folded.set(node, small);
  }
  return small;
}
