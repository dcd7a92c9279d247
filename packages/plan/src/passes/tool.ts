import type { GraphNode } from "@orrery/graph";
import type { ToolFace, ToolUse } from "@orrery/node-kit";
import type { Diagnostic } from "../plan.ts";
import type { Interfaces } from "../workflow-face.ts";

/**
 * What a step that calls a tool of a server outside finds approved. Where the workspace's tools are not known (a file that
 * is looked at by itself) it is a warning: what the tool takes, gives and does is then not checked.
 */
export function readTool(
  node: GraphNode,
  use: ToolUse | undefined,
  interfaces: Interfaces,
): { readonly tool: ToolFace | null; readonly problems: readonly Diagnostic[] } {
  if (use === undefined || use.server === "" || use.tool === "") return { tool: null, problems: [] };
  const tool = interfaces.tool?.(use.server, use.tool) ?? null;
  if (tool !== null) return { tool, problems: [] };
  const name = `“${use.tool.slice(0, 80)}” of “${use.server.slice(0, 80)}”`;
  const place = { nodeId: node.id, field: "tool" } as const;
  if (interfaces.tool === undefined) {
    const message = `“${node.id}” calls the tool ${name}, which is not known here: what it takes, gives and does is not checked.`;
    return { tool, problems: [{ ...place, code: "ORR_TOOL_ELSEWHERE", severity: "warning", message }] };
  }
  const message = `“${node.id}” calls the tool ${name}, which nobody has approved here. Look at it in Settings, under MCP servers.`;
  return { tool, problems: [{ ...place, code: "ORR_TOOL_UNKNOWN", severity: "error", message }] };
}
