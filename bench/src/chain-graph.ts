import type { Graph, GraphNode } from "@orrery/graph";

/** An input and `steps` trivial transforms behind one another, each taking the one before. */
export function chainGraph(steps: number): Graph {
  const nodes: GraphNode[] = [
    { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
  ];
  const edges = [];
  for (let i = 1; i <= steps; i += 1) {
    const before = i === 1 ? "start" : `step_${i - 1}`;
    nodes.push({
      id: `step_${i}`,
      type: "transform",
      position: { x: 260 * (i % 10), y: 140 * Math.floor(i / 10) },
      config: { value: i === 1 ? 1 : `{{ ${before} + 1 }}` },
    });
    edges.push({ id: `e${i}`, source: before, sourceHandle: "out", target: `step_${i}`, targetHandle: "in" });
  }
  return { schema: "orrery.graph/v1", name: `Chain of ${steps}`, nodes, edges };
}
