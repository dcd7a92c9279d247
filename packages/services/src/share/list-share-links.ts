import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type DashboardProjection, storedDashboardProjection } from "./dashboard-projection.ts";
import { type DashboardTarget, wholeWorkspace, workflowOfRow } from "./dashboard-target.ts";
import { type ShareProjection, storedProjection } from "./share-projection.ts";
import type { ShareKind } from "./store-share-link.ts";

export interface ShareLinkRow {
  readonly id: string;
  readonly target:
    | { readonly kind: "run"; readonly runId: string; readonly projection: ShareProjection }
    | { readonly kind: "template"; readonly workflowId: string }
    | ({ readonly kind: "dashboard"; readonly projection: DashboardProjection } & DashboardTarget);
  /** The name of the workflow, or of the run's; null where it is gone, and for the dashboard of the whole workspace. */
  readonly name: string | null;
  readonly hasPassword: boolean;
  readonly views: number;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Of what; left out: all of the workspace. */
export interface ShareLinksQuestion {
  readonly runId?: string;
  readonly workflowId?: string;
  readonly dashboard?: DashboardTarget;
}

/**
 * The links that nobody has closed, of one run, of one workflow, of one dashboard or of the workspace, newest first; some may
 * have run out.
 */
export async function listShareLinks({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: ShareLinksQuestion;
}): Promise<readonly ShareLinkRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "share.read");
  const { db } = ctx.services;
  const { runId, workflowId, dashboard } = input;
  const isOfAll = runId === undefined && workflowId === undefined && dashboard === undefined;
  const links = (kind: ShareKind, targetId: string | undefined) => ({
    where: { workspaceId, revokedAt: null, kind, ...(targetId !== undefined && { targetId }) },
    orderBy: { id: "desc" } as const,
    take: 1_000,
  });
  // What a link to a workflow shows is as large as the workflow: the list has no use for it.
  const [ofRuns, ofWorkflows, ofDashboards] = await Promise.all([
    isOfAll || runId !== undefined ? db.shareLink.findMany(links("run", runId)) : [],
    isOfAll || workflowId !== undefined
      ? db.shareLink.findMany({ ...links("template", workflowId), omit: { projection: true } })
      : [],
    isOfAll || dashboard !== undefined
      ? db.shareLink.findMany(links("dashboard", dashboard && (dashboard.workflowId ?? wholeWorkspace)))
      : [],
  ]);
  const idsOf = (rows: readonly { readonly targetId: string }[]) => [...new Set(rows.map(({ targetId }) => targetId))];
  const select = { id: true, name: true } as const;
  const [runs, workflows] = await Promise.all([
    db.run.findMany({ where: { workspaceId, id: { in: idsOf(ofRuns) } }, select }),
    db.workflow.findMany({
      where: { workspaceId, deletedAt: null, id: { in: idsOf([...ofWorkflows, ...ofDashboards]) } },
      select,
    }),
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
    ...ofDashboards.map((row) =>
      rowOf(row, {
        ...{ kind: "dashboard", workflowId: workflowOfRow(row.targetId) },
        projection: storedDashboardProjection(row.projection),
      }),
    ),
  ].sort((a, b) => (a.id < b.id ? 1 : -1));
}
