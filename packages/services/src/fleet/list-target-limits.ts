import type { ServiceContext } from "../service-context.ts";
import { requireInstallation } from "./require-installation.ts";

export interface TargetLimitRow {
  /** In lower case: `host`, `host:port`, or one of them and a model after a blank. */
  readonly name: string;
  /** Requests a second; null: as many as it answers well. */
  readonly perSecond: number | null;
  /** Requests at a time; null likewise. */
  readonly atOnce: number | null;
}

/** What the owner allows of hosts and models, by name. */
export async function listTargetLimits({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly TargetLimitRow[]> {
  requireInstallation(ctx);
  const rows = await ctx.services.db.targetLimit.findMany({ orderBy: { name: "asc" }, take: 1_000 });
  return rows.map(({ name, perSecond, atOnce }) => ({ name, perSecond, atOnce }));
}
