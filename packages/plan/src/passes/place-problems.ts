import type { Diagnostic } from "../plan.ts";
import type { ParsedNode } from "./parse.ts";

/** Deeper than anybody draws, and shallow enough for step keys and for walking inwards. */
export const MAX_NESTING = 16;

/** Nodes that stand where their type cannot, and types of which there are too many. */
export function placeProblems(nodes: ReadonlyMap<string, ParsedNode>): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const singles = new Map<string, string[]>();
  for (const [id, { node, definition }] of nodes) {
    const place = { severity: "error", nodeId: id } as const;
    if (definition?.traits.single) singles.set(node.type, [...(singles.get(node.type) ?? []), id]);
    if (node.parentId === undefined) continue;
    if (definition?.traits.rootOnly) {
      const message = `“${id}” is inside “${node.parentId}”; ${definition.title} can only stand outside of containers. Move it out.`;
      problems.push({ code: "ORR_ROOT_ONLY", message, ...place });
    }
    const parent = nodes.get(node.parentId);
    if (parent?.definition && parent.definition.traits.container === undefined) {
      const message = `“${id}” is inside “${node.parentId}”, which cannot hold other nodes. Move it out, or into a container.`;
      problems.push({ code: "ORR_PARENT_NOT_CONTAINER", message, ...place, field: "parentId" });
    }
    if (nesting(node.parentId, nodes) > MAX_NESTING) {
      const message = `“${id}” is inside more than ${MAX_NESTING} containers. Move it further out.`;
      problems.push({ code: "ORR_NESTED_TOO_DEEP", message, ...place, field: "parentId" });
    }
  }
  for (const [type, ids] of singles) {
    if (ids.length < 2) continue;
    for (const nodeId of ids) {
      const message = `There is more than one ${nodes.get(nodeId)?.definition?.title ?? type}: ${ids.slice(0, 5).join(", ")}. Keep one.`;
      problems.push({ code: "ORR_TOO_MANY_OF_TYPE", severity: "error", message, nodeId });
    }
  }
  return problems;
}

function nesting(parentId: string, nodes: ReadonlyMap<string, ParsedNode>): number {
  let depth = 0;
  for (
    let at: string | undefined = parentId;
    at !== undefined && depth <= MAX_NESTING;
    at = nodes.get(at)?.node.parentId
  ) {
    depth += 1;
  }
  return depth;
}
