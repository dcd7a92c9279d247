import type { VectorSearch } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** How this database's vectors are searched; null where this process does not look into memory. */
export async function describeVectorSearch({ ctx }: { readonly ctx: ServiceContext }): Promise<VectorSearch | null> {
  requirePermission(ctx.actor, "memory.read");
  return (await ctx.services.memory?.vectorSearch()) ?? null;
}
