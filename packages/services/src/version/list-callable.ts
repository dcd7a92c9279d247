import type { WorkflowFace } from "@orrery/plan";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

export interface CallableVersion {
  readonly workflow: string;
  readonly version: number;
  readonly face: WorkflowFace;
}

/** Every published version of the workspace's workflows with its face, newest first; at most 500. */
export async function listCallable({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly CallableVersion[]> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  const found = await ctx.services.pool.query<{ workflow_id: string; number: number; face: WorkflowFace }>(
    `SELECT workflow_id, number, face FROM workflow_version WHERE workspace_id = $1
     ORDER BY published_at DESC LIMIT 500`,
    [actor.workspaceId],
  );
  return found.rows.map(({ workflow_id: workflow, number: version, face }) => ({ workflow, version, face }));
}
