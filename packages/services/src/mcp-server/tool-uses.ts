import type { Services } from "../service-context.ts";

/** Whose newest published version calls each tool, by `server/tool`. */
export async function toolUses(
  services: Pick<Services, "pool">,
  workspaceId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await services.pool.query<{ tool: string; name: string }>(
    `SELECT DISTINCT tools.tool, w.name
       FROM workflow w
       JOIN LATERAL (SELECT plan_hash FROM workflow_version v WHERE v.workflow_id = w.id ORDER BY number DESC LIMIT 1) v ON true
       JOIN plan p ON p.workspace_id = w.workspace_id AND p.hash = v.plan_hash,
       LATERAL json_array_elements_text(p.plan->'capabilities'->'tools') AS tools(tool)
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL
      ORDER BY 1, 2`,
    [workspaceId],
  );
  const uses = new Map<string, string[]>();
  for (const { tool, name } of found.rows) uses.set(tool, [...(uses.get(tool) ?? []), name]);
  return uses;
}
