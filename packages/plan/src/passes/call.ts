import type { GraphNode } from "@orrery/graph";
import type { WorkflowCall } from "@orrery/node-kit";
import type { Diagnostic } from "../plan.ts";
import { type Interfaces, maxCallDepth, type WorkflowFace } from "../workflow-face.ts";

/**
 * What a step that calls a workflow finds there. A version can only name what was published before it, so calls never turn
 * in a circle; how deep they nest is bounded all the same.
 */
export function readCall(
  node: GraphNode,
  call: WorkflowCall | undefined,
  interfaces: Interfaces,
): { readonly called: WorkflowFace | null; readonly problems: readonly Diagnostic[] } {
  if (call === undefined || call.workflow === "") return { called: null, problems: [] };
  const called = interfaces.get(call.workflow, call.version) ?? null;
  const place = { severity: "error", nodeId: node.id } as const;
  if (called === null && interfaces.isPartial === true) {
    const message = `“${node.id}” calls version ${call.version} of a workflow that is not known here: what it takes, gives and costs is not checked.`;
    return {
      called,
      problems: [{ ...place, code: "ORR_CALL_ELSEWHERE", severity: "warning", message, field: "version" }],
    };
  }
  if (called === null) {
    const message = `“${node.id}” calls version ${call.version} of a workflow that is not published here. Choose one from the list, or publish it first.`;
    return { called, problems: [{ code: "ORR_CALL_UNKNOWN", message, field: "version", ...place }] };
  }
  if (called.inputSchema === null) {
    const message = `“${node.id}” calls “${called.name}”, which only triggers start. Give that workflow an Input and publish it again.`;
    return { called, problems: [{ code: "ORR_CALL_ENTRY", message, field: "workflow", ...place }] };
  }
  if (called.depth + 1 > maxCallDepth) {
    const message = `“${node.id}” calls “${called.name}”, which itself calls ${called.depth} deep: calls nest at most ${maxCallDepth} deep.`;
    return { called, problems: [{ code: "ORR_CALL_DEPTH", message, field: "workflow", ...place }] };
  }
  return { called, problems: [] };
}
