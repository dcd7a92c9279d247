import type { JsonObject } from "@orrery/graph";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** A published workflow as others see it who call it as a tool. */
export interface OfferedWorkflow {
  readonly workflowId: string;
  /** Under which it is called. */
  readonly toolName: string;
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
}

/** The workflows of the workspace that are offered as tools and can be called, by the names they are called under. */
export async function listOffered({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly OfferedWorkflow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "run.start");
  const found = await ctx.services.pool.query<{
    id: string;
    tool_name: string;
    name: string;
    description: string | null;
    input_schema: JsonObject;
  }>({
    name: "offered-workflows",
    text: `SELECT w.id, w.tool_name, v.name, d.graph->>'description' AS description, v.face->'inputSchema' AS input_schema
      FROM workflow w JOIN LATERAL (
        SELECT name, face, drawing_hash FROM workflow_version WHERE workflow_id = w.id ORDER BY number DESC LIMIT 1
      ) v ON true
      LEFT JOIN drawing d ON d.workspace_id = w.workspace_id AND d.hash = v.drawing_hash
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL AND w.tool_name IS NOT NULL
        AND json_typeof(v.face->'inputSchema') = 'object'
      ORDER BY w.tool_name`,
    values: [workspaceId],
  });
  return found.rows.map((row) => ({
    workflowId: row.id,
    toolName: row.tool_name,
    name: row.name,
    description: row.description ?? "",
    inputSchema: row.input_schema,
  }));
}
