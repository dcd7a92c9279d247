import { type Graph, TOOLS } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { checkConnection, type Ends } from "../flow/check-connection.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { following } from "./connection-index.ts";

/** One end of a connection that is being made. */
export interface Port {
  readonly nodeId: string;
  readonly handle: string;
  /** `out`: the line begins here; `in`: it ends here. */
  readonly side: "in" | "out";
}

/** The ends of a connection between two ports, whichever was taken first; null where both are of the same side. */
export function endsBetween(one: Port, other: Port): Ends | null {
  if (one.side === other.side) return null;
  const [from, to] = one.side === "out" ? [one, other] : [other, one];
  return { source: from.nodeId, sourceHandle: from.handle, target: to.nodeId, targetHandle: to.handle };
}

/** A port by name, for sets of them. */
export function portKey({ nodeId, handle, side }: Port): string {
  return `${nodeId}\n${side}\n${handle}`;
}

/** The ports that a connection from `port` may lead to, in the order of the drawing. */
export function fittingPorts(graph: Graph, catalog: Catalog, port: Port): Port[] {
  // Asked for first, because every other end is held against it.
  if (port.side === "in") following(graph, port.nodeId);
  return graph.nodes.flatMap((node) => {
    if (node.id === port.nodeId) return [];
    const { inputs, outputs, hasTools } = nodeShape(catalog, node);
    const handles = port.side === "out" ? inputs : outputs;
    const side = port.side === "out" ? ("in" as const) : ("out" as const);
    const ports = handles.map(({ id }): Port => ({ nodeId: node.id, handle: id, side }));
    if (side === "out" && hasTools) ports.push({ nodeId: node.id, handle: TOOLS, side });
    return ports.filter((other) => {
      const ends = endsBetween(port, other);
      return ends !== null && checkConnection(graph, catalog, ends).ok;
    });
  });
}
