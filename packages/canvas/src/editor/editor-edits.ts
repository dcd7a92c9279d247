import {
  copyNodes,
  type EditOp,
  type Graph,
  isToolEdge,
  newEdgeId,
  newNodeId,
  type Point,
  parseClip,
  pasteOps,
  TOOLS,
  toolEntries,
  whyNoClip,
} from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { type Interfaces, newToolArgs, newToolEntry } from "@orrery/plan";
import { checkConnection, type Ends } from "../flow/check-connection.ts";
import { absolutePosition, dropTarget } from "../flow/drop-target.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** An edit to make, and what to choose after it; or why there is none. */
export type PlannedEdit =
  | {
      readonly ok: true;
      readonly op: EditOp;
      readonly select: readonly string[];
      readonly name: string;
      /** What the person may not expect of it. */
      readonly notice?: string;
      /** A field of a form to go to. */
      readonly open?: { readonly nodeId: string; readonly field: string };
    }
  | { readonly ok: false; readonly why: string };

export interface AddPlace {
  /** On the canvas, whatever holds it. */
  readonly at: Point;
  /** Leads to the new node, where that is possible. */
  readonly after?: string | null;
  /** The graph as it is drawn, where that shows less. */
  readonly seen?: Graph;
}

/** Adds a node of a type where it was dropped, into the container under it, and connects it where asked. */
export function planAdd(graph: Graph, catalog: Catalog, definition: NodeDefinition, place: AddPlace): PlannedEdit {
  const { traits, type, title } = definition;
  if (traits.single && graph.nodes.some((node) => node.type === type)) {
    return { ok: false, why: `There can be only one “${title}”. Choose the one that is there.` };
  }
  const id = newNodeId(graph, type);
  const fresh = { id, type, position: place.at, config: definition.initial };
  const parentId = dropTarget(place.seen ?? graph, catalog, place.at, fresh);
  const corner = parentId === null ? { x: 0, y: 0 } : absolutePosition(graph, parentId);
  const node = {
    ...fresh,
    ...(traits.container && { size: { width: 480, height: 260 } }),
    ...(parentId !== null && { parentId }),
    position: { x: Math.round(place.at.x - corner.x), y: Math.round(place.at.y - corner.y) },
  };
  const ops: EditOp[] = [{ op: "node.add", node }];
  const grown = { ...graph, nodes: [...graph.nodes, node] };
  const before = place.after ? graph.nodes.find((one) => one.id === place.after) : undefined;
  const handle = before && freeOutput(graph, catalog, before.id);
  const entry = nodeShape(catalog, node).inputs[0];
  if (before && handle && entry) {
    const ends = { source: before.id, sourceHandle: handle, target: id, targetHandle: entry.id };
    if (checkConnection(grown, catalog, ends).ok) {
      ops.push({ op: "edge.add", edge: { id: newEdgeId(graph, ends), ...ends } });
    }
  }
  const name = `Add ${title}`;
  const [only] = ops;
  return { ok: true, op: ops.length === 1 && only ? only : { op: "batch", name, ops }, select: [id], name };
}

/** The first way out of a node that leads nowhere yet; else the first. */
export function freeOutput(graph: Graph, catalog: Catalog, nodeId: string): string | null {
  const node = graph.nodes.find((one) => one.id === nodeId);
  if (!node) return null;
  const { outputs } = nodeShape(catalog, node);
  const used = new Set(graph.edges.filter((edge) => edge.source === nodeId).map((edge) => edge.sourceHandle));
  return (outputs.find((handle) => !used.has(handle.id)) ?? outputs[0])?.id ?? null;
}

/** `interfaces`: the tools of servers that are known, so that what they take can be filled in. */
export function planConnect(graph: Graph, catalog: Catalog, ends: Ends, interfaces?: Interfaces): PlannedEdit {
  const check = checkConnection(graph, catalog, ends);
  if (!check.ok) return check;
  const add: EditOp = { op: "edge.add", edge: { id: newEdgeId(graph, ends), ...ends } };
  if (isToolEdge(ends)) return planTool(graph, catalog, { ends, add, interfaces });
  return { ok: true, op: add, select: [], name: "Connect" };
}

/** A connection that makes a step a tool: what is said of it at first goes with it, and the caller's form is opened. */
function planTool(
  graph: Graph,
  catalog: Catalog,
  { ends, add, interfaces }: { readonly ends: Ends; readonly add: EditOp; readonly interfaces: Interfaces | undefined },
): PlannedEdit {
  const caller = graph.nodes.find((node) => node.id === ends.source);
  const tool = graph.nodes.find((node) => node.id === ends.target);
  if (!caller || !tool) return { ok: false, why: "One end is gone." };
  const entries = toolEntries(caller.config);
  const definition = catalog.get(tool.type);
  const use = definition?.usesTool?.(tool.config);
  const candidate = { node: tool, definition, face: use && interfaces?.tool?.(use.server, use.tool) };
  const entry = newToolEntry(candidate, Object.values(entries));
  const fill = newToolArgs(candidate);
  const hasPlace = caller.config[TOOLS] !== undefined;
  const say: EditOp = hasPlace
    ? { op: "config.set", id: caller.id, path: [TOOLS, tool.id], value: entry }
    : { op: "config.set", id: caller.id, path: [TOOLS], value: { [tool.id]: entry } };
  const name = `Make ${nodeShape(catalog, tool).title} a tool`;
  const old = graph.edges.filter((edge) => edge.target === tool.id);
  return {
    ok: true,
    op: {
      op: "batch",
      name,
      ops: [...old.map(({ id }): EditOp => ({ op: "edge.remove", id })), add, say, ...(fill ? [fill] : [])],
    },
    select: [caller.id],
    name,
    open: { nodeId: caller.id, field: `${TOOLS}.${tool.id}.name` },
  };
}

export function planDelete(graph: Graph, nodes: ReadonlySet<string>, edges: ReadonlySet<string>): PlannedEdit {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  // What a chosen container holds goes with it, in the same op.
  const roots = graph.nodes.filter((node) => nodes.has(node.id) && !hasChosenAround(byId, node.parentId, nodes));
  const gone = new Set(roots.map((node) => node.id));
  const ops: EditOp[] = graph.edges
    .filter((edge) => edges.has(edge.id) && !gone.has(edge.source) && !gone.has(edge.target))
    .map((edge) => ({ op: "edge.remove", id: edge.id }));
  for (const node of roots) ops.push({ op: "node.remove", id: node.id });
  if (ops.length === 0) return { ok: false, why: "Choose what to delete first." };
  const name =
    roots.length === 0 ? "Remove connections" : roots.length === 1 ? "Delete a node" : `Delete ${roots.length} nodes`;
  return { ok: true, op: { op: "batch", name, ops }, select: [], name };
}

function hasChosenAround(
  byId: ReadonlyMap<string, { readonly parentId?: string }>,
  parentId: string | undefined,
  chosen: ReadonlySet<string>,
): boolean {
  let steps = 0;
  for (let id = parentId; id !== undefined && steps < 64; id = byId.get(id)?.parentId) {
    if (chosen.has(id)) return true;
    steps += 1;
  }
  return false;
}

/** Turns nodes off; where all of them are off already, on again. Notes do nothing anyway. */
export function planToggleOff(graph: Graph, catalog: Catalog, ids: ReadonlySet<string>): PlannedEdit {
  const chosen = graph.nodes.filter((node) => ids.has(node.id) && nodeShape(catalog, node).kind !== "note");
  const disabled = !chosen.every((node) => node.disabled === true);
  const ops = chosen
    .filter((node) => (node.disabled === true) !== disabled)
    .map((node): EditOp => ({ op: "node.disable", id: node.id, disabled }));
  const [first] = ops;
  if (!first) return { ok: false, why: "Choose what to turn off first." };
  const what = ops.length === 1 ? "a node" : `${ops.length} nodes`;
  const name = disabled ? `Turn off ${what}` : `Turn on ${what}`;
  return { ok: true, op: ops.length === 1 ? first : { op: "batch", name, ops }, select: [], name };
}

/** The text that the clipboard carries. */
export function copyText(graph: Graph, nodes: ReadonlySet<string>): string {
  return JSON.stringify(copyNodes(graph, nodes), null, 2);
}

/** Pastes a clip or a whole graph file beside where it came from. */
export function planPaste(graph: Graph, text: string, at: Point | null): PlannedEdit {
  const clip = parseClip(text);
  if (!clip) return { ok: false, why: whyNoClip(text) };
  const left = Math.min(...clip.nodes.filter((node) => node.parentId === undefined).map((node) => node.position.x));
  const top = Math.min(...clip.nodes.filter((node) => node.parentId === undefined).map((node) => node.position.y));
  const offset = at ? { x: Math.round(at.x - left), y: Math.round(at.y - top) } : { x: 32, y: 32 };
  const { op, ids } = pasteOps(graph, clip, { offset });
  return { ok: true, op, select: ids, name: ids.length === 1 ? "Paste a node" : `Paste ${ids.length} nodes` };
}

/** Copies beside the originals, in the same containers. */
export function planDuplicate(graph: Graph, nodes: ReadonlySet<string>): PlannedEdit {
  const clip = copyNodes(graph, nodes);
  if (clip.nodes.length === 0) return { ok: false, why: "Choose what to copy first." };
  const parents = new Set(graph.nodes.filter((node) => nodes.has(node.id)).map((node) => node.parentId));
  const [parentId] = parents;
  const { op, ids } = pasteOps(graph, clip, {
    offset: { x: 32, y: 32 },
    ...(parents.size === 1 && parentId !== undefined && { parentId }),
  });
  return { ok: true, op, select: ids, name: "Duplicate" };
}

/** Moves the chosen nodes by a step; what a chosen container holds moves with it anyway. */
export function planNudge(graph: Graph, nodes: ReadonlySet<string>, by: Point): PlannedEdit {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const moves = graph.nodes
    .filter((node) => nodes.has(node.id) && !hasChosenAround(byId, node.parentId, nodes))
    .map((node) => ({ id: node.id, position: { x: node.position.x + by.x, y: node.position.y + by.y } }));
  if (moves.length === 0) return { ok: false, why: "Choose what to move first." };
  return { ok: true, op: { op: "node.move", moves }, select: [...nodes], name: "Move" };
}

export interface Dropped {
  readonly id: string;
  /** Relative to its present container. */
  readonly position: Point;
  /** Its middle on the canvas, which decides what holds it; null: it stays where it is held. */
  readonly middle: Point | null;
}

/** Ends a drag: new places, and new containers for what was dropped into one or taken out of one. */
export function planDrop(graph: Graph, catalog: Catalog, dropped: readonly Dropped[]): PlannedEdit {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const ids = new Set(dropped.map(({ id }) => id));
  const ops: EditOp[] = [];
  const moves: { id: string; position: Point }[] = [];
  const newParent = new Map<string, string | null>();
  for (const { id, position, middle } of dropped) {
    const node = byId.get(id);
    if (!node || hasChosenAround(byId, node.parentId, ids)) continue;
    const target = middle === null ? (node.parentId ?? null) : dropTarget(graph, catalog, middle, node);
    const rounded = { x: Math.round(position.x), y: Math.round(position.y) };
    if (target === (node.parentId ?? null)) {
      if (rounded.x !== node.position.x || rounded.y !== node.position.y) moves.push({ id, position: rounded });
      continue;
    }
    const from = node.parentId === undefined ? { x: 0, y: 0 } : absolutePosition(graph, node.parentId);
    const to = target === null ? { x: 0, y: 0 } : absolutePosition(graph, target);
    newParent.set(id, target);
    ops.push({
      op: "node.parent",
      id,
      parentId: target,
      position: { x: rounded.x + from.x - to.x, y: rounded.y + from.y - to.y },
    });
  }
  if (moves.length > 0) ops.push({ op: "node.move", moves });
  const parentOf = (id: string) => (newParent.has(id) ? newParent.get(id) : (byId.get(id)?.parentId ?? null));
  // A connection cannot cross the border of a container, so one that would is taken away in the same step of undo.
  for (const edge of graph.edges) {
    if (!newParent.has(edge.source) && !newParent.has(edge.target)) continue;
    if (parentOf(edge.source) !== parentOf(edge.target)) ops.unshift({ op: "edge.remove", id: edge.id });
  }
  const [only] = ops;
  if (!only) return { ok: false, why: "" };
  const name = newParent.size > 0 ? "Move into another container" : "Move";
  const cut = ops.filter((op) => op.op === "edge.remove").length;
  return {
    ok: true,
    op: ops.length === 1 ? only : { op: "batch", name, ops },
    select: dropped.filter(({ middle }) => middle !== null).map(({ id }) => id),
    name,
    ...(cut > 0 && { notice: cutWords(cut) }),
  };
}

function cutWords(cut: number): string {
  const what = cut === 1 ? "1 connection was" : `${cut} connections were`;
  return `${what} taken away: a connection cannot cross the border of a container. Undo brings everything back.`;
}
