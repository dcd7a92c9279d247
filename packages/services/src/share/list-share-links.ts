import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type ShareProjection, storedProjection } from "./share-projection.ts";

export interface ShareLinkRow {
  readonly id: string;
  readonly target:
    | { readonly kind: "run"; readonly runId: string; readonly projection: ShareProjection }
    | { readonly kind: "template"; readonly workflowId: string };
  /** The name of the workflow, or of the run's; null where it is gone. */
  readonly name: string | null;
  readonly hasPassword: boolean;
  readonly views: number;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** The links that nobody has closed, of one run, of one workflow or of the workspace, newest first; some may have run out. */
export async function listShareLinks({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId?: string; readonly workflowId?: string };
}): Promise<readonly ShareLinkRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "share.read");
  const { db } = ctx.services;
  const open = { workspaceId, revokedAt: null } as const;
  const { runId, workflowId } = input;
  const page = { orderBy: { id: "desc" }, take: 1_000 } as const;
  // What a link to a workflow shows is as large as the workflow: the list has no use for it.
  const [ofRuns, ofWorkflows] = await Promise.all([
    workflowId === undefined
      ? db.shareLink.findMany({ where: { ...open, kind: "run", ...(runId && { targetId: runId }) }, ...page })
      : [],
    runId === undefined
      ? db.shareLink.findMany({
          where: { ...open, kind: "template", ...(workflowId && { targetId: workflowId }) },
          omit: { projection: true },
          ...page,
        })
      : [],
  ]);
  const idsOf = (rows: readonly { readonly targetId: string }[]) => [...new Set(rows.map(({ targetId }) => targetId))];
  const select = { id: true, name: true } as const;
  const [runs, workflows] = await Promise.all([
    db.run.findMany({ where: { workspaceId, id: { in: idsOf(ofRuns) } }, select }),
    db.workflow.findMany({ where: { workspaceId, deletedAt: null, id: { in: idsOf(ofWorkflows) } }, select }),
  ]);
  const names = new Map([...runs, ...workflows].map(({ id, name }) => [id, name]));
  const rowOf = (row: Omit<(typeof ofRuns)[number], "projection">, target: ShareLinkRow["target"]): ShareLinkRow => ({
    ...{ id: row.id, target, name: names.get(row.targetId) ?? null, views: row.views },
    hasPassword: row.passwordHash !== null,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  });
  return [
    ...ofRuns.map((row) =>
      rowOf(row, { kind: "run", runId: row.targetId, projection: storedProjection(row.projection) }),
    ),
    ...ofWorkflows.map((row) => rowOf(row, { kind: "template", workflowId: row.targetId })),
  ].sort((a, b) => (a.id < b.id ? 1 : -1));
}
