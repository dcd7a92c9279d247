import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type ShareProjection, storedProjection } from "./share-projection.ts";

export interface ShareLinkRow {
  readonly id: string;
  readonly runId: string;
  /** The name of the run's workflow; null where the run is gone. */
  readonly name: string | null;
  readonly projection: ShareProjection;
  readonly hasPassword: boolean;
  readonly views: number;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** The links that nobody has closed, of one run or of the workspace, newest first; some may have run out. */
export async function listShareLinks({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId?: string };
}): Promise<readonly ShareLinkRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "share.read");
  const { db } = ctx.services;
  const rows = await db.shareLink.findMany({
    where: { workspaceId, kind: "run", revokedAt: null, ...(input.runId !== undefined && { targetId: input.runId }) },
    orderBy: { id: "desc" },
    take: 1_000,
  });
  const targets = [...new Set(rows.map(({ targetId }) => targetId))];
  const runs = await db.run.findMany({
    where: { workspaceId, id: { in: targets } },
    select: { id: true, name: true },
  });
  const names = new Map(runs.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    runId: row.targetId,
    name: names.get(row.targetId) ?? null,
    projection: storedProjection(row.projection),
    hasPassword: row.passwordHash !== null,
    views: row.views,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  }));
}
