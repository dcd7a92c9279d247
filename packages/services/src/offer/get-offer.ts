import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

export interface WorkflowOffer {
  /** Under which it is offered; null: it is not. */
  readonly name: string | null;
  /** A name that it could have, made of the workflow's. */
  readonly suggested: string;
  /** Whether its published version has an Input, so that a caller has something to give it. */
  readonly isCallable: boolean;
  /** Where the executors are reached. */
  readonly base: string;
}

/** Whether and how a workflow is offered as a tool. Throws `NOT_FOUND`. */
export async function getOffer({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string };
}): Promise<WorkflowOffer> {
  const { workspaceId } = requirePermission(ctx.actor, "workflow.read");
  const found = await ctx.services.pool.query<{ tool_name: string | null; name: string; callable: boolean }>(
    `SELECT w.tool_name, w.name, coalesce(json_typeof(v.face->'inputSchema') = 'object', false) AS callable
     FROM workflow w LEFT JOIN LATERAL (
       SELECT face FROM workflow_version WHERE workflow_id = w.id ORDER BY number DESC LIMIT 1
     ) v ON true WHERE w.id = $1::uuid AND w.workspace_id = $2 AND w.deleted_at IS NULL`,
    [input.workflowId, workspaceId],
  );
  const [row] = found.rows;
  if (row === undefined) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  const suggested = suggestedName(row.name) || `workflow_${input.workflowId.slice(-6)}`;
  return { name: row.tool_name, suggested, isCallable: row.callable, base: ctx.services.executorUrl };
}

function suggestedName(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "")
    .slice(0, 60);
}
