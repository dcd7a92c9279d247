import type { GraphEdge, GraphNode } from "@orrery/graph";

/** Nothing leads to these, and they run nevertheless or not at all. */
const FREE = new Set(["note", "input", "chat", "webhook", "schedule"]);

/** Edges from the start to whatever nothing leads to, and a start where there is none: in such a tool, all of it runs. */
export function startAll(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const led = new Set(edges.map(({ target }) => target));
  const lost = nodes.filter(({ id, type, parentId }) => parentId === undefined && !led.has(id) && !FREE.has(type));
  if (lost.length === 0) return { nodes: [], edges: [] };
  const known = nodes.find(({ type }) => type === "chat" || type === "input");
  const taken = new Set(nodes.map(({ id }) => id));
  let id = "start";
  for (let n = 2; taken.has(id); n += 1) id = `start_${n}`;
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const start: GraphNode = known ?? {
    id,
    type: "input",
    position: { x: left - 320, y: lost[0]?.position.y ?? 0 },
    config: { schema: { type: "object" } },
  };
  const added = lost.map((node) => {
    const ends = { source: start.id, sourceHandle: "out", target: node.id, targetHandle: "in" };
    return { id: `${start.id}.out-${node.id}.in`, ...ends };
  });
  return { nodes: known === undefined ? [start] : [], edges: added };
}
