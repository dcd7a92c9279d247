import { nearestName } from "@orrery/expr";
import { describeEdge, type GraphEdge } from "@orrery/graph";
import type { Diagnostic, DiagnosticFix } from "../plan.ts";
import { handlesOf } from "./handles.ts";
import type { ParsedNode } from "./parse.ts";

/** What is wrong with one edge, or null. Both of its nodes exist. */
export function edgeProblem(edge: GraphEdge, nodes: ReadonlyMap<string, ParsedNode>): Diagnostic | null {
  const source = nodes.get(edge.source);
  const target = nodes.get(edge.target);
  if (!source || !target) return null;
  if (source.node.parentId !== target.node.parentId) {
    const message = `The edge ${describeEdge(edge)} crosses the border of a container. Wire the container itself, or move one end.`;
    return { code: "ORR_EDGE_SCOPE", severity: "error", message, edgeId: edge.id, fix: removal(edge) };
  }
  const handles = handlesOf(source);
  if (handles !== null && !handles.includes(edge.sourceHandle)) return wrongSource(edge, source, handles);
  if (target.inputs !== null && !target.inputs.includes(edge.targetHandle)) {
    const hint =
      target.inputs.length === 0
        ? `Nothing can lead into “${edge.target}”.`
        : `“${edge.target}” takes edges at: ${target.inputs.join(", ")}.`;
    const message = `The edge ${describeEdge(edge)} ends at a handle that does not exist. ${hint}`;
    return { code: "ORR_EDGE_HANDLE", severity: "error", message, edgeId: edge.id, fix: removal(edge) };
  }
  return null;
}

function removal({ id }: GraphEdge): DiagnosticFix {
  return { kind: "edit", title: "Remove the edge", op: { op: "edge.remove", id } };
}

function wrongSource(edge: GraphEdge, { node }: ParsedNode, handles: readonly string[]): Diagnostic {
  const shared = { code: "ORR_EDGE_HANDLE", severity: "error", edgeId: edge.id } as const;
  const line = describeEdge(edge);
  if (edge.sourceHandle === "error" && handles.length > 0) {
    const message = `The edge ${line} starts at “error”, which “${node.id}” only has when its errors branch. Set “On error” to branch.`;
    const op = { op: "policy.set", id: node.id, policy: { ...node.policy, onError: "branch" } } as const;
    return { ...shared, message, fix: { kind: "edit", title: "Let errors branch", op } };
  }
  const near = nearestName(edge.sourceHandle, handles);
  const hint =
    handles.length === 0
      ? `Nothing can follow “${node.id}”.`
      : near === undefined
        ? `“${node.id}” has: ${handles.join(", ")}.`
        : `Did you mean “${near}”?`;
  return { ...shared, message: `The edge ${line} starts at a handle that does not exist. ${hint}`, fix: removal(edge) };
}
