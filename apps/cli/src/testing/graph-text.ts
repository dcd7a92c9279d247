interface DrawnNode {
  readonly id: string;
  readonly type: string;
  readonly config: object;
  readonly policy?: object;
}

/** The text of a graph file: nodes one after the other, edges as `a -> b` or `a.handle -> b`. */
export function graphText(nodes: readonly DrawnNode[], edges: readonly string[]): string {
  const graph = {
    schema: "orrery.graph/v1",
    name: "Test",
    nodes: nodes.map((node, index) => ({ ...node, position: { x: index * 260, y: 0 } })),
    edges: edges.map((edge, index) => {
      const [from = "", target = ""] = edge.split(" -> ");
      const [source = "", sourceHandle = "out"] = from.split(".");
      return { id: `e${index}`, source, sourceHandle, target, targetHandle: "in" };
    }),
  };
  return JSON.stringify(graph, null, 2);
}
