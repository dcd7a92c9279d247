import { type Graph, newNodeId } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import type { Measured } from "../flow/tidy-layout.ts";
import { frameAround } from "./frame-around.ts";
import { sizeOf } from "./group-members.ts";

/** Draws a frame around the chosen nodes and opens its title. One step of undo. */
export function planGroup(
  graph: Graph,
  catalog: Catalog,
  chosen: ReadonlySet<string>,
  sizes: ReadonlyMap<string, Measured>,
): PlannedEdit {
  const frame = catalog.types.find(({ traits }) => traits.frame);
  if (!frame) return { ok: false, why: "This Orrery has no groups." };
  const nodes = graph.nodes.filter((node) => chosen.has(node.id));
  if (nodes.length === 0) return { ok: false, why: "Choose what to group first." };
  if (nodes.some((node) => node.parentId !== undefined)) {
    return {
      ok: false,
      why: "A group stands on the open canvas. What is in a container is held together by that already.",
    };
  }
  const boxes = nodes.map((node) => ({ ...node.position, ...sizeOf(node, catalog, sizes) }));
  const { position, size } = frameAround(boxes);
  const id = newNodeId(graph, frame.type);
  const [field] = frame.fields;
  return {
    ok: true,
    op: {
      op: "node.add",
      node: { id, type: frame.type, position, size, config: frame.initial },
    },
    select: [id],
    name: nodes.length === 1 ? "Group a node" : `Group ${nodes.length} nodes`,
    ...(field && { open: { nodeId: id, field: field.path } }),
  };
}
