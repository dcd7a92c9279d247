import { applyEdit, type Graph, newNodeId, type Point } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import type { Interfaces } from "@orrery/plan";
import { type PlannedEdit, planConnect } from "../editor/editor-edits.ts";
import { absolutePosition } from "../flow/drop-target.ts";
import { ROOM_SIZE } from "../flow/flow-nodes.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { endsBetween, type Port } from "./fitting-ports.ts";

export interface PortPlace {
  readonly from: Port;
  /** The upper left corner on the canvas. */
  readonly at: Point;
  readonly interfaces?: Interfaces | undefined;
}

/** Adds a step of a type in the container of a port's node and connects the two. One step of undo. */
export function planAddAtPort(
  graph: Graph,
  catalog: Catalog,
  definition: NodeDefinition,
  { from, at, interfaces }: PortPlace,
): PlannedEdit {
  const beside = graph.nodes.find((node) => node.id === from.nodeId);
  if (!beside) return { ok: false, why: "One end is gone." };
  const corner = beside.parentId === undefined ? { x: 0, y: 0 } : absolutePosition(graph, beside.parentId);
  const node = {
    ...{ id: newNodeId(graph, definition.type), type: definition.type, config: definition.initial },
    ...(definition.traits.container && { size: ROOM_SIZE }),
    ...(beside.parentId !== undefined && { parentId: beside.parentId }),
    position: { x: Math.round(at.x - corner.x), y: Math.round(at.y - corner.y) },
  };
  const add = { op: "node.add", node } as const;
  const grown = applyEdit(graph, add);
  if (!grown.ok) return { ok: false, why: grown.message };
  const shape = nodeShape(catalog, node);
  const handle = from.side === "out" ? shape.inputs[0]?.id : shape.outputs[0]?.id;
  const ends = endsBetween(from, { nodeId: node.id, handle: handle ?? "in", side: from.side === "out" ? "in" : "out" });
  if (!ends) return { ok: false, why: "One end is gone." };
  const connect = planConnect(grown.graph, catalog, ends, interfaces);
  if (!connect.ok) return connect;
  const name = `Add ${definition.title}`;
  const { open } = connect;
  return {
    ok: true,
    op: { op: "batch", name, ops: [add, ...(connect.op.op === "batch" ? connect.op.ops : [connect.op])] },
    select: [node.id],
    name,
    ...(open && { open }),
  };
}
