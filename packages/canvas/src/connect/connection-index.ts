import type { Graph, GraphEdge, GraphNode } from "@orrery/graph";

interface ConnectionIndex {
  readonly byId: ReadonlyMap<string, GraphNode>;
  edgesOf(nodeId: string): readonly GraphEdge[];
  /** Of a node: itself and everything that leads to it, by node id; filled as it is asked for. */
  readonly before: Map<string, ReadonlySet<string>>;
  readonly after: Map<string, ReadonlySet<string>>;
}

const indexes = new WeakMap<Graph, ConnectionIndex>();
const NONE: readonly GraphEdge[] = [];

/** What questions about connections need, worked out once a graph: while a line is drawn every port asks. */
export function connectionIndex(graph: Graph): ConnectionIndex {
  let index = indexes.get(graph);
  if (!index) {
    const touching = new Map<string, GraphEdge[]>();
    for (const edge of graph.edges) {
      for (const id of new Set([edge.source, edge.target])) {
        const at = touching.get(id);
        if (at) at.push(edge);
        else touching.set(id, [edge]);
      }
    }
    index = {
      byId: new Map(graph.nodes.map((node) => [node.id, node])),
      edgesOf: (nodeId) => touching.get(nodeId) ?? NONE,
      before: new Map(),
      after: new Map(),
    };
    indexes.set(graph, index);
  }
  return index;
}

/** Whether a way along edges leads from one node to another; a node leads to itself. */
export function leadsTo(graph: Graph, from: string, to: string): boolean {
  const { after } = connectionIndex(graph);
  return after.get(from)?.has(to) ?? leadingTo(graph, to).has(from);
}

/** A node and everything that leads to it. */
function leadingTo(graph: Graph, nodeId: string): ReadonlySet<string> {
  const { before } = connectionIndex(graph);
  const known = before.get(nodeId);
  if (known) return known;
  const found = walk(graph, nodeId, "target", "source");
  before.set(nodeId, found);
  return found;
}

/** A node and everything that it leads to. */
export function following(graph: Graph, nodeId: string): ReadonlySet<string> {
  const { after } = connectionIndex(graph);
  const known = after.get(nodeId);
  if (known) return known;
  const found = walk(graph, nodeId, "source", "target");
  after.set(nodeId, found);
  return found;
}

function walk(graph: Graph, from: string, near: "source" | "target", far: "source" | "target"): ReadonlySet<string> {
  const { edgesOf } = connectionIndex(graph);
  const seen = new Set([from]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const edge of edgesOf(at)) {
      if (edge[near] !== at || seen.has(edge[far])) continue;
      seen.add(edge[far]);
      open.push(edge[far]);
    }
  }
  return seen;
}
