import { type Graph, newEdgeId } from "@orrery/graph";
import type { DiagnosticFix } from "../plan.ts";
import { handlesOf } from "./handles.ts";
import type { ParsedNode } from "./parse.ts";
import type { Structure } from "./structure.ts";
import type { Position, Visibility } from "./visibility.ts";

/**
 * The edge that would let a name be read where nothing orders it before: into the node that reads it, or into the
 * container around that one which stands beside the name. Absent where the edge would close a circle, or where it is a
 * person's choice which handle it leaves or enters by.
 */
export function connectFix(args: {
  readonly name: string;
  readonly face: "output" | "error";
  readonly position: Position;
  readonly structure: Structure;
  readonly visibility: Visibility;
  readonly edges: Graph["edges"];
}): DiagnosticFix | undefined {
  const { name, face, position, structure, visibility, edges } = args;
  const source = structure.nodes.get(name);
  const target = besideOf(position.nodeId, source, structure);
  if (source === undefined || target === undefined || visibility.isBefore(target.node.id, name)) return undefined;
  const sourceHandle = onlyHandle(handlesOf(source), face === "error" ? "error" : "out");
  const targetHandle = onlyHandle(target.inputs, "in");
  if (sourceHandle === undefined || targetHandle === undefined) return undefined;
  const ends = { source: name, sourceHandle, target: target.node.id, targetHandle };
  const to = target.node.id === position.nodeId ? "this node" : (target.node.label ?? target.node.id);
  return {
    kind: "edit",
    title: `Connect ${source.node.label ?? name} to ${to}`,
    op: { op: "edge.add", edge: { id: newEdgeId({ edges }, ends), ...ends } },
  };
}

/** The reader, or what is around it, in the level that the source lives in. */
function besideOf(nodeId: string, source: ParsedNode | undefined, { nodes }: Structure): ParsedNode | undefined {
  for (let at = nodes.get(nodeId); at !== undefined; at = nodes.get(at.node.parentId ?? "")) {
    if (at.node.parentId === source?.node.parentId) return at;
  }
  return undefined;
}

/** The handle that is meant without a doubt: the usual one, or the only one. */
function onlyHandle(handles: readonly string[] | null, usual: string): string | undefined {
  if (handles === null) return undefined;
  return handles.includes(usual) ? usual : handles.length === 1 ? handles[0] : undefined;
}
