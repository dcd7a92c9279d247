import { anyType, type ExprType, type ScopeVariable } from "@orrery/expr";
import type { Graph, GraphNode } from "@orrery/graph";
import { type Catalog, stepError } from "@orrery/node-kit";
import type { Ends } from "../flow/check-connection.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** A name that an expression could read, and that the compiler does not count as readable there yet. */
export interface UnwiredName {
  readonly variable: ScopeVariable;
  /** No path of edges leads from it yet: one has to be drawn first. */
  readonly connectFirst: boolean;
  /** The edge that is drawn when the name is chosen; null where that is left to the person. */
  readonly ends: Ends | null;
}

export interface UnwiredNamesInput {
  readonly graph: Graph;
  readonly catalog: Catalog;
  /** What the compiler knows of what nodes give. */
  readonly outputs: ReadonlyMap<string, ExprType>;
  readonly nodeId: string;
}

const DEEPEST = 64;

/**
 * What a node could read if it were wired: every node beside it, and beside the containers around it, that does not come
 * after it (that would be a circle). Linear in the graph for each container around the node.
 */
export function unwiredNames({ graph, catalog, outputs, nodeId }: UnwiredNamesInput): ReadonlyMap<string, UnwiredName> {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const names = new Map<string, UnwiredName>();
  let at = byId.get(nodeId);
  for (let depth = 0; at !== undefined && depth < DEEPEST; depth += 1) {
    const after = reached(graph, at.id, "source", "target");
    const before = reached(graph, at.id, "target", "source");
    const isFree = at.id === nodeId && before.size === 1;
    for (const node of graph.nodes) {
      if (node.parentId !== at.parentId || after.has(node.id) || names.has(node.id)) continue;
      if (nodeShape(catalog, node).outputs.length === 0) continue;
      const connectFirst = !before.has(node.id);
      const ends = connectFirst ? onlyEnds(catalog, node, at) : null;
      if (connectFirst && nodeShape(catalog, at).inputs.length === 0) continue;
      names.set(node.id, { variable: variableOf(node, outputs), connectFirst, ends: isFree ? ends : null });
    }
    at = byId.get(at.parentId ?? "");
    // Inside, its name stands for the entry at hand, whose type is only known once it runs.
    if (at !== undefined) names.set(at.id, { variable: { output: anyType }, connectFirst: false, ends: null });
  }
  return names;
}

function variableOf(node: GraphNode, outputs: ReadonlyMap<string, ExprType>): ScopeVariable {
  const output = outputs.get(node.id) ?? anyType;
  return (node.policy?.onError ?? "fail") === "fail" ? { output } : { output, error: stepError };
}

/** The edge between two nodes, where only one can be meant. */
function onlyEnds(catalog: Catalog, source: GraphNode, target: GraphNode): Ends | null {
  const from = nodeShape(catalog, source).outputs.map((handle) => handle.id);
  const to = nodeShape(catalog, target).inputs.map((handle) => handle.id);
  const sourceHandle = from.includes("out") ? "out" : from.length === 1 ? from[0] : undefined;
  const targetHandle = to.includes("in") ? "in" : to.length === 1 ? to[0] : undefined;
  if (sourceHandle === undefined || targetHandle === undefined) return null;
  return { source: source.id, sourceHandle, target: target.id, targetHandle };
}

/** The node itself and all that edges lead to from it, or, the other way round, all that lead to it. */
function reached(graph: Graph, from: string, near: "source" | "target", far: "source" | "target"): ReadonlySet<string> {
  const next = Map.groupBy(graph.edges, (edge) => edge[near]);
  const seen = new Set([from]);
  for (const at of seen) for (const edge of next.get(at) ?? []) seen.add(edge[far]);
  return seen;
}
