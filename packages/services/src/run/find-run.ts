import { type Permission, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

/** The run's row, if the actor may do this and it is in their workspace. Throws `NOT_FOUND` otherwise. */
export async function findRun(ctx: ServiceContext, permission: Permission, runId: string) {
  const actor = requirePermission(ctx.actor, permission);
  const row = await ctx.services.db.run.findFirst({ where: { id: runId, workspaceId: actor.workspaceId } });
  if (row === null) throw new ServiceError("NOT_FOUND", "RUN", "There is no such run.");
  return { actor, row };
}
