import type { EditOp, Graph, GraphNode, Point } from "../graph.ts";
import { freeEdgeId, nodeIdMint } from "../new-ids.ts";
import { renameInJson } from "../rename-in-json.ts";
import { isToolEdge, withToolEntry } from "../tool-entries.ts";
import type { Clip } from "./copy-nodes.ts";

export interface PastePlace {
  /** Added to the position of every node that stands at the root of the clip. */
  readonly offset: Point;
  /** The container that takes them; the root when absent. */
  readonly parentId?: string;
}

export interface Paste {
  /** One step of undo. */
  readonly op: EditOp;
  /** The new ids, in the clip's order, for the selection. */
  readonly ids: readonly string[];
}

/**
 * The edit that puts a clip into a document. A node whose id is taken gets a new one, and expressions inside the clip that
 * name it follow; those that name nodes outside the clip stay as they are.
 */
export function pasteOps(graph: Graph, clip: Clip, place: PastePlace): Paste {
  const inGraph = new Set(graph.nodes.map((node) => node.id));
  const mint = nodeIdMint([...inGraph, ...clip.nodes.map((node) => node.id)]);
  const newIds = new Map(clip.nodes.map((node) => [node.id, inGraph.has(node.id) ? mint(node.type) : node.id]));
  const renames = [...newIds].filter(([from, to]) => from !== to);
  const ops: EditOp[] = outerFirst(clip.nodes).map((node) => ({
    op: "node.add",
    node: pasted(withNewTools(node, clip, newIds), newIds, renames, place),
  }));
  const taken = new Set(graph.edges.map((edge) => edge.id));
  for (const { id: _old, ...ends } of clip.edges) {
    const edge = {
      ...ends,
      source: newIds.get(ends.source) ?? ends.source,
      target: newIds.get(ends.target) ?? ends.target,
    };
    const id = freeEdgeId(taken, edge);
    taken.add(id);
    ops.push({ op: "edge.add", edge: { id, ...edge } });
  }
  return { op: { op: "batch", name: "Paste", ops }, ids: [...newIds.values()] };
}

/** What a node says of its tools, by their new ids. */
function withNewTools(node: GraphNode, { edges }: Clip, newIds: ReadonlyMap<string, string>): GraphNode {
  return edges
    .filter((edge) => isToolEdge(edge) && edge.source === node.id)
    .reduce((renamed, { target }) => withToolEntry(renamed, target, newIds.get(target) ?? target), node);
}

function pasted(
  node: GraphNode,
  newIds: ReadonlyMap<string, string>,
  renames: readonly (readonly [string, string])[],
  { offset, parentId }: PastePlace,
): GraphNode {
  const inside = node.parentId === undefined ? undefined : newIds.get(node.parentId);
  const parent = inside ?? parentId;
  const { parentId: _old, ...rest } = node;
  return {
    ...rest,
    id: newIds.get(node.id) ?? node.id,
    position: inside === undefined ? { x: node.position.x + offset.x, y: node.position.y + offset.y } : node.position,
    config: renames.reduce((config, [from, to]) => renameInJson(config, from, to), node.config),
    ...(parent === undefined ? {} : { parentId: parent }),
  };
}

/** A node can only be added once its container is there. */
function outerFirst(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depths = new Map<string, number>();
  const depth = (node: GraphNode): number => {
    const known = depths.get(node.id);
    if (known !== undefined) return known;
    const parent = node.parentId === undefined ? undefined : byId.get(node.parentId);
    depths.set(node.id, 0);
    const found = parent === undefined ? 0 : depth(parent) + 1;
    depths.set(node.id, found);
    return found;
  };
  return nodes.toSorted((a, b) => depth(a) - depth(b));
}
