import type { Graph, GraphEdge, GraphNode } from "@orrery/graph";

/** An approval, behind it `lanes` chains of short waits that all run at once, and a step that gathers them. */
export function lanesGraph(size: { readonly lanes: number; readonly perLane: number; readonly waitMs: number }): Graph {
  const nodes: GraphNode[] = [
    { id: "start", type: "input", position: { x: -560, y: 0 }, config: { schema: { type: "object", properties: {} } } },
    { id: "gate", type: "approval", position: { x: -280, y: 0 }, config: { title: "Begin" } },
    { id: "gather", type: "transform", position: { x: 280 * 10, y: 0 }, config: { value: 1 } },
  ];
  const edges: GraphEdge[] = [];
  const wire = (source: string, target: string, sourceHandle = "out"): void => {
    edges.push({ id: `e${edges.length}`, source, sourceHandle, target, targetHandle: "in" });
  };
  wire("start", "gate");
  for (let lane = 0; lane < size.lanes; lane += 1) {
    for (let i = 0; i < size.perLane; i += 1) {
      const id = `wait_${lane}_${i}`;
      const position = { x: 280 * (i % 10), y: 180 * (lane * Math.ceil(size.perLane / 10) + Math.floor(i / 10)) };
      nodes.push({ id, type: "wait", position, config: { ms: size.waitMs } });
      if (i === 0) wire("gate", id, "approved");
      else wire(`wait_${lane}_${i - 1}`, id);
    }
    wire(`wait_${lane}_${size.perLane - 1}`, "gather");
  }
  return { schema: "orrery.graph/v1", name: "Lanes of waits", nodes, edges };
}
