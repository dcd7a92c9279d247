import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** How many executors have shown life in the last 8 seconds. */
export async function countExecutors({ ctx }: { readonly ctx: ServiceContext }): Promise<{ readonly alive: number }> {
  requirePermission(ctx.actor, "run.read");
  const rows = await ctx.services.db.$queryRaw<{ alive: number }[]>`
    SELECT count(*)::int AS alive FROM executor WHERE ended_at IS NULL AND heartbeat_at > now() - interval '8 seconds'`;
  return { alive: rows[0]?.alive ?? 0 };
}
