import type { EditOp, Graph, GraphNode, Point } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { outermostChosen } from "../arrange/outermost-chosen.ts";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { ROOM_SIZE } from "../flow/flow-nodes.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** Within a container, below its head. */
const FIRST_PLACE: Point = { x: 40, y: 64 };
const STEP = 32;

/** Puts the chosen nodes into the one container chosen with them. One step of undo; connections that would cross go. */
export function planPutInto(graph: Graph, catalog: Catalog, chosen: ReadonlySet<string>): PlannedEdit {
  const nodes = outermostChosen(graph, chosen);
  const rooms = nodes.filter((node) => nodeShape(catalog, node).kind === "room");
  const [room] = rooms;
  if (!room || rooms.length > 1 || nodes.length < 2) {
    return { ok: false, why: "Choose the steps together with the one container that is to hold them." };
  }
  const moved = nodes.filter((node) => node !== room);
  const fixed = moved.map((node) => nodeShape(catalog, node)).find(staysOutside);
  if (fixed) return { ok: false, why: `“${fixed.title}” stands only on the open canvas, not in a container.` };
  return heldBy(graph, moved, {
    parentId: room.id,
    first: FIRST_PLACE,
    name: `Put into ${nodeShape(catalog, room).title}`,
  });
}

/** Takes the chosen nodes out of the container that holds them, to below it. One step of undo; connections that would cross go. */
export function planTakeOut(graph: Graph, catalog: Catalog, chosen: ReadonlySet<string>): PlannedEdit {
  const held = outermostChosen(graph, chosen).filter((node) => node.parentId !== undefined);
  const rooms = new Set(held.map((node) => node.parentId));
  const room = graph.nodes.find((node) => node.id === held[0]?.parentId);
  if (!room || rooms.size > 1) return { ok: false, why: "Choose what stands in one container." };
  const below = room.position.y + (room.size ?? ROOM_SIZE).height + STEP;
  return heldBy(graph, held, {
    parentId: room.parentId ?? null,
    first: { x: room.position.x, y: below },
    name: `Take out of ${nodeShape(catalog, room).title}`,
  });
}

function staysOutside({ definition }: ReturnType<typeof nodeShape>): boolean {
  return definition?.traits.rootOnly === true || definition?.traits.role === "note";
}

interface Held {
  readonly parentId: string | null;
  /** The place of the first node; the others stand in the same way to it as they did. */
  readonly first: Point;
  readonly name: string;
}

function heldBy(graph: Graph, nodes: readonly GraphNode[], { parentId, first, name }: Held): PlannedEdit {
  const ids = new Set(nodes.map(({ id }) => id));
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const top = Math.min(...nodes.map(({ position }) => position.y));
  const cut = graph.edges.filter((edge) => ids.has(edge.source) !== ids.has(edge.target));
  const ops: EditOp[] = [
    ...cut.map(({ id }): EditOp => ({ op: "edge.remove", id })),
    ...nodes.map(({ id, position }): EditOp => {
      const place = { x: first.x + position.x - left, y: first.y + position.y - top };
      return { op: "node.parent", id, parentId, position: place };
    }),
  ];
  return { ok: true, op: { op: "batch", name, ops }, select: [...ids], name };
}
