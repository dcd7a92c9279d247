import type { Graph, GraphNode } from "@orrery/graph";

/** An input, `width` trivial transforms beside one another, and one that waits for all of them. */
export function fanGraph(width: number): Graph {
  const at = (x: number, i: number) => ({ x, y: 120 * i });
  const nodes: GraphNode[] = [
    { id: "start", type: "input", position: at(0, 0), config: { schema: { type: "object", properties: {} } } },
    { id: "gather", type: "transform", position: at(600, 0), config: { value: `{{ way_1 + way_${width} }}` } },
  ];
  const edges = [];
  for (let i = 1; i <= width; i += 1) {
    const id = `way_${i}`;
    nodes.push({ id, type: "transform", position: at(300, i), config: { value: i } });
    edges.push(
      { id: `out_${i}`, source: "start", sourceHandle: "out", target: id, targetHandle: "in" },
      { id: `back_${i}`, source: id, sourceHandle: "out", target: "gather", targetHandle: "in" },
    );
  }
  return { schema: "orrery.graph/v1", name: `Fan of ${width}`, nodes, edges };
}
