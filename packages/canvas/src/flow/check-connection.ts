import { type Graph, type GraphNode, isToolEdge } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { whyNoTool } from "@orrery/plan";
import { connectionIndex, leadsTo } from "../connect/connection-index.ts";
import { nodeShape } from "./node-shape.ts";

export interface Ends {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
  readonly targetHandle: string;
}

export type ConnectionCheck = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Whether an edge may be drawn, and if not, why not, in words. The compiler says the rest once it is there. */
export function checkConnection(graph: Graph, catalog: Catalog, ends: Ends): ConnectionCheck {
  const { byId, edgesOf } = connectionIndex(graph);
  const source = byId.get(ends.source);
  const target = byId.get(ends.target);
  if (!source || !target) return refuse("One end is gone.");
  if (source === target) return refuse("A node cannot lead to itself. To repeat something, put it into a map.");
  const from = nodeShape(catalog, source);
  const to = nodeShape(catalog, target);
  if (!to.inputs.some((handle) => handle.id === ends.targetHandle)) {
    return refuse(`“${to.title}” begins a run: nothing can lead to it.`);
  }
  const asTool = isToolEdge(ends) && from.hasTools;
  if (!asTool && !from.outputs.some((handle) => handle.id === ends.sourceHandle)) {
    return refuse(`“${from.title}” has no way out named ${ends.sourceHandle}.`);
  }
  if (source.parentId !== target.parentId) return refuse(crossing(byId, source, target, catalog));
  if (edgesOf(source.id).some((edge) => sameEnds(edge, ends)))
    return refuse("These two are already connected like this.");
  const owner = [...edgesOf(target.id), ...edgesOf(source.id)].find(
    (edge) => isToolEdge(edge) && (edge.target === target.id || edge.target === source.id),
  );
  if (owner !== undefined) {
    const tool = owner.target === target.id ? to.title : from.title;
    return refuse(`“${tool}” is a tool: it runs when it is called, and has no other connections.`);
  }
  if (asTool) {
    const why = to.definition === null ? null : whyNoTool(to.definition, to.config);
    if (why !== null) return refuse(`“${to.title}” cannot be a tool: it is a step ${why}`);
    // What leads here from its caller is taken away with it: it was drawn when the step was added.
    const others = edgesOf(target.id);
    if (others.every((edge) => edge.source === source.id)) return { ok: true };
    return refuse(`“${to.title}” has connections. A tool has none: remove them first.`);
  }
  if (leadsTo(graph, ends.target, ends.source)) {
    return refuse("That would make a circle. To repeat something, put it into a map.");
  }
  return { ok: true };
}

function refuse(why: string): ConnectionCheck {
  return { ok: false, why };
}

function sameEnds(edge: Ends, ends: Ends): boolean {
  return (
    edge.source === ends.source &&
    edge.target === ends.target &&
    edge.sourceHandle === ends.sourceHandle &&
    edge.targetHandle === ends.targetHandle
  );
}

function crossing(
  byId: ReadonlyMap<string, GraphNode>,
  source: GraphNode,
  target: GraphNode,
  catalog: Catalog,
): string {
  const inner = source.parentId === undefined ? target : source;
  const room = inner.parentId === undefined ? undefined : byId.get(inner.parentId);
  const name = room ? nodeShape(catalog, room).title : "the container";
  return `A connection cannot cross the border of “${name}”. Connect “${name}” itself instead.`;
}
