import type { SealedFor } from "../credential/seal.ts";

/** What the sealed sign-in of a server belongs to. */
export function sealedForSignIn(workspaceId: string, serverId: string): SealedFor {
  return [workspaceId, serverId, "mcp-sign-in"];
}

/** What one that has begun belongs to. */
export function sealedForBegun(workspaceId: string, stateSha: string): SealedFor {
  return [workspaceId, stateSha, "mcp-begun-sign-in"];
}
