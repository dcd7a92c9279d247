import { actorName, may, requirePermission } from "../actor.ts";
import { isKeyScope, type KeyScope } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  /** Its last four characters. */
  readonly hint: string;
  readonly scopes: readonly KeyScope[];
  /** Who made it; null where that was the command line. */
  readonly madeBy: string | null;
  readonly isOwn: boolean;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
}

/** The keys that were not revoked, newest first: all of the workspace for an owner, one's own for everybody else. */
export async function listApiKeys({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly ApiKeyRow[]> {
  const actor = requirePermission(ctx.actor, "key.own");
  const { db } = ctx.services;
  const { workspaceId } = actor;
  const me = actorName(actor);
  const rows = await db.apiKey.findMany({
    where: { workspaceId, revokedAt: null, ...(!may(actor, "key.manage") && { createdBy: me }) },
    orderBy: { id: "desc" },
    take: 500,
  });
  const makers = await db.user.findMany({
    where: { id: { in: rows.map((row) => row.createdBy.replace(/^user:/, "")) } },
    select: { id: true, name: true },
  });
  const names = new Map(makers.map(({ id, name }) => [`user:${id}`, name]));
  return rows.map(({ id, name, hint, scopes, createdBy, createdAt, lastUsedAt, expiresAt }) => ({
    ...{ id, name, hint },
    scopes: scopes.filter(isKeyScope),
    madeBy: names.get(createdBy) ?? null,
    isOwn: createdBy === me,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    expiresAt: expiresAt?.getTime() ?? null,
  }));
}
