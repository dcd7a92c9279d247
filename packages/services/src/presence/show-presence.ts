import { requirePermission, requirePerson } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { type OwnSign, presenceText } from "./presence-sign.ts";

/**
 * Tells everybody who has this workflow open where one of one's tabs is. Nothing is stored, and what comes too often is
 * dropped without a word. Throws `NOT_FOUND`; `FORBIDDEN` for keys and the command line.
 */
export async function showPresence({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string; readonly sign: OwnSign };
}): Promise<void> {
  requirePermission(ctx.actor, "workflow.read");
  const actor = requirePerson(ctx.actor);
  const { pool, bus, signs } = ctx.services;
  const { workflowId, sign } = input;
  if (!signs.passes(actor.userId, Date.now())) return;
  const found = await pool.query({
    name: "workflow-of-sign",
    text: "SELECT 1 FROM workflow WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL",
    values: [workflowId, actor.workspaceId],
  });
  if (found.rowCount === 0) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  await bus.publish("presence", [
    presenceText(workflowId, { ...sign, person: { id: actor.userId, name: actor.name } }),
  ]);
}
