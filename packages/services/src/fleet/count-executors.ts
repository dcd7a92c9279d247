import { deadAfterMs } from "@orrery/db";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** `alive` have shown life so lately that nobody takes their runs over; `silent` have missed two heartbeats and are not yet given up. */
export interface Fleet {
  readonly alive: number;
  readonly silent: number;
}

/** How many executors there are, by the database's clock. Throws where the actor may not read runs. */
export async function countExecutors({ ctx }: { readonly ctx: ServiceContext }): Promise<Fleet> {
  requirePermission(ctx.actor, "run.read");
  const rows = await ctx.services.db.$queryRaw<Fleet[]>`
    SELECT count(*) FILTER (WHERE heartbeat_at > now() - make_interval(secs => ${deadAfterMs / 1000}::float8))::int AS alive,
      count(*) FILTER (WHERE heartbeat_at <= now() - interval '4 seconds')::int AS silent
    FROM executor WHERE ended_at IS NULL`;
  return rows[0] ?? { alive: 0, silent: 0 };
}
