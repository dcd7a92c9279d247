import type { Graph, GraphEdge } from "./graph.ts";

/** An unused id for a node of this type: `http_request_2`. */
export function newNodeId(graph: Graph, type: string): string {
  return nodeIdMint(graph.nodes.map((node) => node.id))(type);
}

/** Gives one unused node id after the other; each is remembered as taken. */
export function nodeIdMint(takenIds: Iterable<string>): (type: string) => string {
  const taken = new Set(takenIds);
  const last = new Map<string, number>();
  return (type) => {
    const stem = type.replaceAll("-", "_").slice(0, 56);
    let n = (last.get(stem) ?? 0) + 1;
    while (taken.has(`${stem}_${n}`)) n += 1;
    last.set(stem, n);
    taken.add(`${stem}_${n}`);
    return `${stem}_${n}`;
  };
}

/** An unused id for an edge, made of its ends, so that two people who draw the same line mean the same edge. */
export function newEdgeId(graph: Pick<Graph, "edges">, ends: Omit<GraphEdge, "id">): string {
  return freeEdgeId(new Set(graph.edges.map((edge) => edge.id)), ends);
}

/** As `newEdgeId`, among ids that are not all in a document yet. */
export function freeEdgeId(taken: ReadonlySet<string>, ends: Omit<GraphEdge, "id">): string {
  const stem = `${ends.source}.${ends.sourceHandle}-${ends.target}.${ends.targetHandle}`;
  if (!taken.has(stem)) return stem;
  let n = 2;
  while (taken.has(`${stem}_${n}`)) n += 1;
  return `${stem}_${n}`;
}
