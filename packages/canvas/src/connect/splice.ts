import {
  type EditOp,
  type Graph,
  type GraphEdge,
  type GraphNode,
  isToolEdge,
  newEdgeId,
  newNodeId,
  type Point,
} from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { absolutePosition } from "../flow/drop-target.ts";
import { CARD_WIDTH, ROOM_SIZE } from "../flow/flow-nodes.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { connectionIndex, following } from "./connection-index.ts";

/** Between two cards in a row. */
const GAP = 56;

export type SpliceCheck = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Whether a new step of a type, or one that stands alone, can be put into a connection. */
export function checkSplice(graph: Graph, catalog: Catalog, edge: GraphEdge, what: Spliced): SpliceCheck {
  const definition = definitionOf(graph, catalog, what);
  const source = connectionIndex(graph).byId.get(edge.source);
  if (!definition || !source) return { ok: false, why: "One end is gone." };
  const { title, traits } = definition;
  if (isToolEdge(edge)) return { ok: false, why: "A tool hangs directly on what calls it: nothing can stand between." };
  const node = nodeOf(graph, what);
  if (node && connectionIndex(graph).edgesOf(node.id).length > 0) {
    return { ok: false, why: "It has connections of its own. Remove them to put it in here." };
  }
  const config = node?.config ?? definition.initial;
  if (definition.inputs(config).length === 0)
    return { ok: false, why: `“${title}” begins a run: nothing can lead to it.` };
  if (definition.outputs(config).length === 0) return { ok: false, why: `Nothing can follow “${title}”.` };
  if (traits.single && !node && graph.nodes.some(({ type }) => type === definition.type)) {
    return { ok: false, why: `There can be only one “${title}”. Choose the one that is there.` };
  }
  if (traits.rootOnly && source.parentId !== undefined) {
    return { ok: false, why: `“${title}” stands only on the open canvas, not in a container.` };
  }
  return { ok: true };
}

export type Spliced = { readonly definition: NodeDefinition } | { readonly nodeId: string };

/**
 * Puts a step into a connection: what led to the next step now leads to it, and from its first way out on. What follows
 * is moved to the right where there is no room. One step of undo.
 */
export function planSplice(
  graph: Graph,
  catalog: Catalog,
  edgeId: string,
  put: { readonly what: Spliced; readonly at: Point },
): PlannedEdit {
  const { what, at } = put;
  const edge = graph.edges.find(({ id }) => id === edgeId);
  if (!edge) return { ok: false, why: "That connection is gone." };
  const check = checkSplice(graph, catalog, edge, what);
  if (!check.ok) return check;
  const definition = definitionOf(graph, catalog, what);
  const source = connectionIndex(graph).byId.get(edge.source);
  if (!definition || !source) return { ok: false, why: "One end is gone." };
  const old = nodeOf(graph, what);
  const parentId = source.parentId ?? null;
  const corner = parentId === null ? { x: 0, y: 0 } : absolutePosition(graph, parentId);
  const position = { x: Math.round(at.x - corner.x), y: Math.round(at.y - corner.y) };
  const node: GraphNode = old
    ? { ...old, position }
    : {
        ...{ id: newNodeId(graph, definition.type), type: definition.type, position, config: definition.initial },
        ...(definition.traits.container && { size: ROOM_SIZE }),
        ...(parentId !== null && { parentId }),
      };
  const shape = nodeShape(catalog, node);
  const into = shape.inputs[0]?.id ?? "in";
  const out = shape.outputs[0]?.id ?? "out";
  const ops: EditOp[] = [{ op: "edge.remove", id: edge.id }];
  if (!old) ops.push({ op: "node.add", node });
  else if ((old.parentId ?? null) !== parentId) ops.push({ op: "node.parent", id: old.id, parentId, position });
  const first = { source: edge.source, sourceHandle: edge.sourceHandle, target: node.id, targetHandle: into };
  const second = { source: node.id, sourceHandle: out, target: edge.target, targetHandle: edge.targetHandle };
  for (const ends of [first, second]) ops.push({ op: "edge.add", edge: { id: newEdgeId(graph, ends), ...ends } });
  const width = node.size?.width ?? CARD_WIDTH;
  const moves = roomFor(graph, edge.target, position.x + width + GAP, node.id);
  if (old && (old.parentId ?? null) === parentId && (old.position.x !== position.x || old.position.y !== position.y)) {
    moves.push({ id: old.id, position });
  }
  if (moves.length > 0) ops.push({ op: "node.move", moves });
  const name = `Put ${shape.title} in between`;
  return { ok: true, op: { op: "batch", name, ops }, select: [node.id], name };
}

/** Moves a node and what follows it to the right until it begins at `left`, within its container. */
function roomFor(graph: Graph, nodeId: string, left: number, except: string): { id: string; position: Point }[] {
  const { byId } = connectionIndex(graph);
  const next = byId.get(nodeId);
  if (!next || next.position.x >= left) return [];
  const by = Math.round(left - next.position.x);
  return [...following(graph, nodeId)].flatMap((id) => {
    const node = byId.get(id);
    if (!node || id === except || node.parentId !== next.parentId || node.position.x < next.position.x) return [];
    return [{ id, position: { x: node.position.x + by, y: node.position.y } }];
  });
}

function nodeOf(graph: Graph, what: Spliced): GraphNode | undefined {
  return "nodeId" in what ? connectionIndex(graph).byId.get(what.nodeId) : undefined;
}

function definitionOf(graph: Graph, catalog: Catalog, what: Spliced): NodeDefinition | undefined {
  if ("definition" in what) return what.definition;
  const node = nodeOf(graph, what);
  return node && catalog.get(node.type);
}
