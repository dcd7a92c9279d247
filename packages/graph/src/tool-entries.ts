import type { GraphEdge, GraphNode } from "./graph.ts";
import type { Json, JsonObject } from "./json.ts";

/**
 * Both the source handle whose edges make their targets tools, and the member of the source's config that has an entry for
 * each of them by node id. See FORMAT, "agent".
 */
export const TOOLS = "tools";

export function isToolEdge(edge: Pick<GraphEdge, "sourceHandle">): boolean {
  return edge.sourceHandle === TOOLS;
}

/** The entries of a node's tools; empty where it has none. */
export function toolEntries(config: JsonObject): JsonObject {
  const entries = config[TOOLS];
  return isObject(entries) ? entries : {};
}

/** The node with its entry for `from` under the id `to`, in the same place, or without it (null). */
export function withToolEntry(node: GraphNode, from: string, to: string | null): GraphNode {
  const entries = toolEntries(node.config);
  if (!Object.hasOwn(entries, from)) return node;
  const renamed = Object.entries(entries).flatMap(([id, entry]) =>
    id !== from ? [[id, entry] as const] : to === null ? [] : [[to, entry] as const],
  );
  return { ...node, config: { ...node.config, [TOOLS]: Object.fromEntries(renamed) } };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
