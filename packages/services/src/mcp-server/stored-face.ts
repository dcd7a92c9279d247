import type { ToolFace } from "@orrery/node-kit";

/** `approveMcpTool` wrote it, as the server's tool said it then. */
export function storedFace(face: unknown): ToolFace {
  return face as ToolFace;
}
