import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  /** Its last four characters. */
  readonly hint: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** The workspace's keys that are good, newest first. */
export async function listApiKeys({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly ApiKeyRow[]> {
  const actor = requirePermission(ctx.actor, "key.manage");
  const rows = await ctx.services.db.apiKey.findMany({
    where: { workspaceId: actor.workspaceId, revokedAt: null },
    orderBy: { id: "desc" },
    take: 200,
  });
  return rows.map(({ id, name, hint, createdAt, lastUsedAt }) => ({
    id,
    name,
    hint,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt?.getTime() ?? null,
  }));
}
