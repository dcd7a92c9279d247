import type { Services } from "../service-context.ts";

/** Who names each credential: the newest published version of each workflow, model providers, and alerts. */
export async function credentialUses(
  services: Pick<Services, "pool">,
  workspaceId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await services.pool.query<{ handle: string; name: string }>(
    `SELECT DISTINCT secrets.handle, w.name
       FROM workflow w
       JOIN LATERAL (SELECT plan_hash FROM workflow_version v WHERE v.workflow_id = w.id ORDER BY number DESC LIMIT 1) v ON true
       JOIN plan p ON p.workspace_id = w.workspace_id AND p.hash = v.plan_hash,
       LATERAL json_array_elements_text(p.plan->'capabilities'->'secrets') AS secrets(handle)
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL
      UNION
     SELECT credential, handle FROM model_provider WHERE workspace_id = $1 AND credential IS NOT NULL
      UNION
     SELECT credential, 'the alert ' || name FROM alert_target WHERE workspace_id = $1
      ORDER BY 1, 2`,
    [workspaceId],
  );
  const uses = new Map<string, string[]>();
  for (const { handle, name } of found.rows) uses.set(handle, [...(uses.get(handle) ?? []), name]);
  return uses;
}
