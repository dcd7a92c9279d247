import type { Graph } from "@orrery/graph";

/** The drawing `second` with what only `first` has: its nodes where they stood, as far as what they stood in is still there. */
export function unionGraph(first: Graph, second: Graph): Graph {
  const known = new Set(second.nodes.map(({ id }) => id));
  const gone = first.nodes.filter(({ id }) => !known.has(id));
  if (gone.length === 0) return second;
  const all = new Set([...known, ...gone.map(({ id }) => id)]);
  const place = (edge: Graph["edges"][number]) =>
    JSON.stringify([edge.source, edge.sourceHandle, edge.target, edge.targetHandle]);
  const places = new Set(second.edges.map(place));
  const ids = new Set(second.edges.map(({ id }) => id));
  const goneIds = new Set(gone.map(({ id }) => id));
  const edges = first.edges.filter(
    (edge) =>
      (goneIds.has(edge.source) || goneIds.has(edge.target)) &&
      all.has(edge.source) &&
      all.has(edge.target) &&
      !places.has(place(edge)),
  );
  return {
    ...second,
    nodes: [...second.nodes, ...gone],
    edges: [...second.edges, ...edges.map((edge) => (ids.has(edge.id) ? { ...edge, id: `was_${edge.id}` } : edge))],
  };
}
