import type { GraphEdge, GraphNode } from "@orrery/graph";
import { whole } from "./cel-text.ts";
import type { Planned, Reading } from "./reading.ts";

const MOST = 8;
/** What ends a way by itself, or gives nothing that a run could give. */
const ENDS = new Set(["output", "respond", "note", "placeholder", "email", "webhook-out"]);

interface Around {
  readonly planned: ReadonlyMap<string, Planned>;
  readonly reading: Reading;
}

/** A Result after each step at the root that nothing follows: there, what the last node gave is what a run gives. */
export function resultsFor(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  { planned, reading }: Around,
): readonly { readonly node: GraphNode; readonly edge: GraphEdge; readonly after: string }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const taken = new Set(byId.keys());
  const leading = new Set(edges.map(({ source, sourceHandle }) => (sourceHandle === "tools" ? "" : source)));
  const led = new Set(edges.map(({ target }) => target));
  const tools = new Set(edges.filter(({ sourceHandle }) => sourceHandle === "tools").map(({ target }) => target));
  const last = [...planned.values()].filter(({ id, mapping }) => {
    const node = byId.get(id);
    if (node === undefined || mapping === null || node.parentId !== undefined || node.disabled) return false;
    return led.has(id) && !leading.has(id) && !tools.has(id) && !ENDS.has(node.type) && mapping.exits === undefined;
  });
  return last.slice(0, MOST).flatMap(({ node, id }) => {
    const value = reading.output(node.key, []);
    const from = byId.get(id);
    if (value === null || from === undefined) return [];
    let resultId = `${id.slice(0, 50)}_result`;
    for (let n = 2; taken.has(resultId); n += 1) resultId = `${id.slice(0, 50)}_result_${n}`;
    taken.add(resultId);
    const position = { x: from.position.x + 300, y: from.position.y };
    const result: GraphNode = {
      id: resultId,
      type: "output",
      label: "Result",
      position,
      config: { value: whole(value) },
    };
    const edge = {
      id: `${id}.out-${resultId}.in`,
      source: id,
      sourceHandle: "out",
      target: resultId,
      targetHandle: "in",
    };
    return [{ node: result, edge, after: node.name }];
  });
}
