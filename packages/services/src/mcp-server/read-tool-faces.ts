import type { ToolFace } from "@orrery/node-kit";
import type { Services } from "../service-context.ts";
import { storedFace } from "./stored-face.ts";

export interface ApprovedTool {
  readonly server: string;
  readonly tool: string;
  readonly face: ToolFace;
}

/** What the workspace has approved; of these servers only, where they are named. */
export async function readToolFaces(
  services: Pick<Services, "pool">,
  workspaceId: string,
  servers?: readonly string[],
): Promise<readonly ApprovedTool[]> {
  const found = await services.pool.query<{ server: string; tool: string; face: unknown }>({
    name: "tool-faces",
    text: `SELECT s.handle AS server, t.name AS tool, t.face FROM mcp_server s JOIN mcp_tool t ON t.server_id = s.id
      WHERE s.workspace_id = $1 AND ($2::text[] IS NULL OR s.handle = ANY($2::text[])) ORDER BY 1, 2`,
    values: [workspaceId, servers ?? null],
  });
  return found.rows.map(({ server, tool, face }) => ({ server, tool, face: storedFace(face) }));
}
